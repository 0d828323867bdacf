//! `rectify rules infer`: writes rules for the project's own types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::ExitStatus;
use super::args::{InferArgs, Voice};
use super::session::STACK;
use super::setup::Setup;
use crate::config::Overrides;
use crate::discover::{self, Folder, Folders};
use crate::infer::{self, Learnt, PACK, Shape};
use crate::plan::{Surroundings, pattern, shape, unknown_types};
use crate::python::parse;
use crate::report::{Console, amount};
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::source::SourceFile;
use crate::write;

/// The first line of what the command writes; a file without it is somebody's own.
const HEADER: &str = "# Written by `rectify rules infer`; run it again to learn anew.\n";

/// What revisions say of one name.
#[derive(Default)]
struct Uses {
    patterns: BTreeSet<String>,
    shapes: BTreeSet<Shape>,
    /// Where it was first met, and how it is written there.
    places: Vec<String>,
}

/// What cannot be told, and why.
struct Unclear {
    what: String,
    reason: String,
    place: String,
}

/// Runs the command.
pub(super) fn run(args: &InferArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let mut setup = Setup::new(&args.sources, Overrides::default())?;
    let paths = if args.paths.is_empty() {
        setup.default_paths(console).context("the configuration is not right")?
    } else {
        args.paths.clone()
    };
    let found = discover::find(&paths, &setup.excludes());
    for trouble in &found.troubles {
        console.error(&format!("{}: {}", trouble.path.display(), trouble.message));
    }
    if !found.troubles.is_empty() {
        bail!("nothing was learnt");
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
        let file = match discover::read(&target) {
            Ok(Some(file)) => file,
            Ok(None) => continue,
            Err(message) => bail!("{}: {message}", target.shown.display()),
        };
        let folder = folders.of(target.folder());
        match by_folder.iter_mut().find(|(known, ..)| Arc::ptr_eq(known, &folder)) {
            Some((_, _, files)) => files.push(file),
            None => by_folder.push((folder, project, vec![file])),
        }
    }
    for (folder, project, files) in &by_folder {
        let (learnt, cannot) = pool.install(|| learn(&**folder, &project.rules, files));
        types.extend(learnt);
        unclear.extend(cannot);
    }
    // Rules that were learnt once must not outlive their types.
    let wanted = !types.is_empty() || args.stdout || args.output.exists();
    let pack = wanted.then(|| infer::pack(&types)).transpose();
    let pack = pack.map_err(|(name, doubt)| anyhow::anyhow!("{name}: {doubt}"))?;
    for one in &unclear {
        console.note(&format!("cannot tell {}: {} (used at {})", one.what, one.reason, one.place));
    }
    if let Some(pack) = &pack {
        let text = format!("{HEADER}{pack}");
        if args.stdout {
            console.out.text(&text);
        } else {
            let path = &args.output;
            write::generated(path, HEADER, &text).with_context(|| path.display().to_string())?;
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

/// Learns what the revisions of one project use.
fn learn(
    folder: &dyn Surroundings,
    rules: &RuleSet,
    files: &[SourceFile],
) -> (Vec<(Vec<String>, Learnt)>, Vec<Unclear>) {
    let sources = folder.sources();
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for file in files {
        let Ok(module) = parse(file) else { continue };
        let Some(revision) = Revision::read(file, &module) else { continue };
        for found in unknown_types(&revision, rules, PACK) {
            let of_path = uses.entry(found.resolution.path.clone()).or_default();
            of_path.patterns.insert(pattern(found));
            let line = file.line(found.expr.span.start);
            of_path.places.push(format!("{}:{line}", file.path().display()));
            of_path.shapes.extend(shape(&revision, found));
        }
    }
    let mut types: Vec<(infer::Callee<'_>, Uses)> = Vec::new();
    let mut unclear = Vec::new();
    for (path, used) in uses {
        match infer::locate(sources, rules, &path) {
            Ok(callee) => match types.iter_mut().find(|(known, _)| known.place() == callee.place()) {
                Some((_, known)) => {
                    known.patterns.extend(used.patterns);
                    known.shapes.extend(used.shapes);
                    known.places.extend(used.places);
                }
                None => types.push((callee, used)),
            },
            Err(reason) => {
                unclear.push(Unclear { what: format!("`{path}`"), reason, place: used.places[0].clone() });
            }
        }
    }
    let mut learnt = Vec::new();
    for (callee, used) in types {
        let patterns: Vec<String> = used.patterns.into_iter().collect();
        let mut known: Option<(Vec<Shape>, Learnt)> = None;
        let mut reasons: BTreeSet<String> = BTreeSet::new();
        // A call that cannot be told, or that no rule can say beside the others, does not stop them.
        for shape in used.shapes {
            let mut shapes = known.as_ref().map(|(shapes, _)| shapes.clone()).unwrap_or_default();
            shapes.push(shape);
            let one = infer::learn(sources, rules, &callee, &shapes).and_then(|one| {
                let alone = [(patterns.clone(), one.clone())];
                infer::pack(&alone).map(|_| one).map_err(|(_, doubt)| doubt)
            });
            match one {
                Ok(one) => known = Some((shapes, one)),
                Err(reason) => drop(reasons.insert(reason)),
            }
        }
        for reason in reasons {
            unclear.push(Unclear {
                what: format!("`{}`", patterns.join("`, `")),
                reason: format!("{}: {reason}", callee.place()),
                place: used.places[0].clone(),
            });
        }
        learnt.extend(known.map(|(_, one)| (patterns, one)));
    }
    (learnt, unclear)
}
