//! `rectify rules infer`: writes rules for the project's own types.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use super::ExitStatus;
use super::args::{InferArgs, Voice};
use super::infer_types::{Unclear, learn};
use super::setup::Setup;
use crate::config::Overrides;
use crate::discover::{self, Folder, Folders};
use crate::infer::{self, Learnt};
use crate::python::STACK;
use crate::report::{Console, amount};
use crate::source::SourceFile;
use crate::write;

/// The first line of what the command writes; a file without it is somebody's own.
const HEADER: &str = "# Written by `rectify rules infer`; run it again to learn anew.\n";

/// The second line, with a sum of the rules below it, by which a change by hand is noticed.
const MARK: &str = "# Rules of your own belong into another file. Sum of these: ";

/// Whether the rules are as they were written. Line endings are whatever the repository makes of them.
fn is_untouched(text: &str) -> bool {
    let text = text.replace('\r', "");
    let rest = text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix(MARK));
    rest.and_then(|rest| rest.split_once('\n')).is_some_and(|(said, pack)| said == sum(pack))
}

/// FNV-1a.
fn sum(text: &str) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{sum:016x}")
}

/// Runs the command.
pub(super) fn run(args: &InferArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let mut setup = Setup::new(&args.sources, Overrides::default())?;
    let paths = if args.paths.is_empty() {
        setup.default_paths(console).context("the configuration is not right")?
    } else {
        args.paths.clone()
    };
    let found = discover::find(&paths, &setup.excludes(), &mut |_| ());
    for trouble in &found.troubles {
        console.error(&format!("{}: {}", trouble.path.display(), trouble.message));
    }
    if !found.troubles.is_empty() {
        bail!("nothing was learnt");
    }
    if let Some(python) = &args.python {
        console.note(&format!("this runs the project's code in {}", python.display()));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build();
    let pool = pool.context("cannot start the worker")?;
    let mut folders = Folders::default();
    let mut types: Vec<(Vec<String>, Learnt)> = Vec::new();
    let mut unclear: Vec<Unclear> = Vec::new();
    let mut by_folder: Vec<(Arc<Folder>, Arc<super::setup::Project>, Vec<SourceFile>)> = Vec::new();
    for target in found.targets {
        let Some(project) = setup.project(target.folder(), console) else {
            bail!("the configuration is not right");
        };
        let file = match target.read() {
            Ok(Some(file)) => file.clone(),
            Ok(None) => continue,
            Err(message) => bail!("{}: {message}", target.shown.display()),
        };
        let folder = folders.of(target.folder(), &project.models);
        match by_folder.iter_mut().find(|(known, ..)| Arc::ptr_eq(known, &folder)) {
            Some((_, _, files)) => files.push(file),
            None => by_folder.push((folder, project, vec![file])),
        }
    }
    for (folder, project, files) in &by_folder {
        let lessons = pool.install(|| learn(&**folder, &project.rules, files, args.python.as_deref()))?;
        types.extend(lessons.types);
        unclear.extend(lessons.unclear);
    }
    // Rules that were learnt once must not outlive their types.
    let wanted = !types.is_empty() || args.stdout || args.output.exists();
    let pack = wanted.then(|| infer::pack(&types)).transpose();
    let pack = pack.map_err(|(name, doubt)| anyhow::anyhow!("{name}: {doubt}"))?;
    for one in &unclear {
        console.note(&format!("cannot tell {}: {} (used at {})", one.what, one.reason, one.place));
    }
    if let Some(pack) = &pack {
        let text = format!("{HEADER}{MARK}{}\n{pack}", sum(pack));
        if args.stdout {
            console.out.text(&text);
        } else {
            let path = &args.output;
            write::generated(path, HEADER, &text, is_untouched)
                .map_err(|error| anyhow!("{}: {error}", path.display()))?;
        }
    }
    if !voice.quiet {
        let learnt = amount(types.len(), "type");
        let written = match (&pack, args.stdout) {
            (Some(_), false) => format!(" written to {}", args.output.display()),
            _ => " learnt".to_owned(),
        };
        let left = match unclear.len() {
            0 => String::new(),
            left => format!("; {left} cannot be told"),
        };
        console.aside().line(&format!("{learnt}{written}{left}"));
        if pack.is_some() && !args.stdout {
            let path = args.output.display();
            console.aside().line(&format!(
                "put `rules = [\"{path}\"]` into the configuration, or give `--rules {path}`"
            ));
        }
    }
    Ok(ExitStatus::Clean)
}
