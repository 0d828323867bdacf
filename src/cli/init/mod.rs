//! `rectify init`: sets a project up, and shows each change before it is made.

mod advice;
mod pre_commit;
mod project_tests;
mod settings;

use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::ExitStatus;
use super::args::{InitArgs, Voice};
use crate::config::{
    AlembicFile, Edited, Start, has_ini_name, hook_in_ini, hook_in_project, ini_has_hooks, project_has_hooks,
};
use crate::discover;
use crate::report::{Change, Console};
use crate::write;

/// What the project is found to be.
#[derive(Debug)]
struct Project {
    /// The folder that is set up, absolute.
    root: PathBuf,
    /// The folder that the command runs in.
    working_folder: PathBuf,
    /// What sets Alembic up.
    alembic: Vec<AlembicFile>,
}

/// A file to change, or what has to be said of one.
#[derive(Debug)]
enum Step {
    /// The file's old and new text; there is no old one if it is new.
    Write { path: PathBuf, before: Option<String>, after: String },
    /// Nothing is left to do.
    Already { path: PathBuf, what: &'static str },
    /// It has to be done by hand.
    ByHand { path: PathBuf, why: String },
}

impl Project {
    fn find(folder: &Path) -> Result<Self> {
        let working_folder = fs::canonicalize(".").context("cannot tell which folder the command runs in")?;
        let root = fs::canonicalize(folder).with_context(|| format!("{}", folder.display()))?;
        let files = discover::settings_files(&root);
        let alembic: Vec<AlembicFile> = files.iter().filter_map(|path| AlembicFile::read(path)).collect();
        if alembic.is_empty() {
            bail!(
                "no Alembic set-up in {}: no alembic.ini that names its scripts, no [tool.alembic] in a \
                 pyproject.toml, no folder of Flask-Migrate's; `alembic init migrations` makes one",
                folder.display()
            );
        }
        Ok(Self { root, working_folder, alembic })
    }

    /// A path as people see it.
    fn shown<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.working_folder).unwrap_or(path)
    }

    /// Each folder of revisions, once.
    fn revisions(&self) -> Vec<&Path> {
        let mut folders: Vec<&Path> = Vec::new();
        for folder in self.alembic.iter().flat_map(AlembicFile::revisions) {
            if !folders.contains(&folder.as_path()) {
                folders.push(folder);
            }
        }
        folders
    }

    /// Each folder with an `env.py`, once.
    fn scripts(&self) -> Vec<&Path> {
        let mut folders: Vec<&Path> = Vec::new();
        for folder in self.alembic.iter().flat_map(AlembicFile::scripts) {
            if !folders.contains(&folder.as_path()) {
                folders.push(folder);
            }
        }
        folders
    }

    /// The post-write hook of each set-up.
    fn hooks(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let start = start();
        for file in &self.alembic {
            let (path, text) = hook_file(file);
            if steps.iter().any(|step| step.path() == path) {
                continue;
            }
            let edited =
                if has_ini_name(&path) { hook_in_ini(&text, start) } else { hook_in_project(&text, start) };
            steps.push(match edited {
                Edited::Already => Step::Already { path, what: "has the hook" },
                Edited::Text(after) => Step::Write { path, before: Some(text), after },
                Edited::ByHand(why) => Step::ByHand {
                    path,
                    why: format!("{why}; list the hook `rectify` before the formatters"),
                },
            });
        }
        steps
    }
}

impl Step {
    fn path(&self) -> &Path {
        match self {
            Self::Write { path, .. } | Self::Already { path, .. } | Self::ByHand { path, .. } => path,
        }
    }
}

/// How Alembic is to start the command: by the entry point of its package if that is installed beside
/// Alembic's own, which takes no PATH, else by its name.
fn start() -> Start {
    let program = std::env::current_exe().and_then(fs::canonicalize);
    let package = program.ok().and_then(|program| Some(program.parent()?.to_owned()));
    let is_beside = package.is_some_and(|package| {
        package.ends_with("alembic_rectify")
            && package.with_file_name("alembic").join("__init__.py").is_file()
    });
    if is_beside { Start::EntryPoint } else { Start::Path }
}

/// The file beside `file` from which Alembic takes its hooks: an ini file with the section goes before a
/// project file, which goes before an ini file without it.
fn hook_file(file: &AlembicFile) -> (PathBuf, String) {
    let own = (file.path.clone(), file.text.clone());
    let beside = |name: &str| {
        let path = file.path.with_file_name(name);
        let text = fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.filter(|_| path != file.path).map(|text| (path, text))
    };
    let other = if !file.is_ini() {
        beside("alembic.ini").filter(|(_, text)| ini_has_hooks(text))
    } else if ini_has_hooks(&file.text) {
        None
    } else {
        beside("pyproject.toml").filter(|(_, text)| project_has_hooks(text))
    };
    other.unwrap_or(own)
}

/// Runs the command.
pub(super) fn run(args: &InitArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let project = Project::find(&args.folder)?;
    let mut steps = project.hooks();
    add(&mut steps, settings::step(&project)?);
    add(&mut steps, pre_commit::step(&project)?);
    if args.tests {
        add(&mut steps, project_tests::step(&project)?);
    }
    let mut left = false;
    for step in steps {
        left |= !take(&project, step, args.yes, voice, console)?;
    }
    if !voice.quiet {
        for line in advice::lines(&project) {
            console.note(&line);
        }
    }
    Ok(if left { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// Adds a step; one that changes a file which another step changes too goes on from its text.
fn add(steps: &mut Vec<Step>, step: Step) {
    if let Step::Write { path, before: Some(text), after } = &step
        && let Some(appended) = after.strip_prefix(text.as_str())
        && let Some(Step::Write { after, .. }) = steps.iter_mut().find(|other| other.path() == path)
    {
        after.push_str(appended);
        return;
    }
    steps.push(step);
}

/// Shows a step and makes it, if that is wanted; whether nothing is left of it.
fn take(project: &Project, step: Step, yes: bool, voice: &Voice, console: &mut Console<'_>) -> Result<bool> {
    let shown = project.shown(step.path()).display().to_string();
    let (path, before, after) = match step {
        Step::Already { what, .. } => {
            if !voice.quiet {
                console.aside().line(&format!("{shown}: {what} already"));
            }
            return Ok(true);
        }
        Step::ByHand { path, why } => {
            let left = if path.exists() { "changed" } else { "written" };
            console.error(&format!("{shown}: not {left}, {why}"));
            return Ok(false);
        }
        Step::Write { path, before, after } => (path, before, after),
    };
    let old_name = before.as_ref().map_or_else(|| "/dev/null".to_owned(), |_| format!("a/{shown}"));
    let change =
        Change::between(before.as_deref().unwrap_or_default(), &after, &old_name, &format!("b/{shown}"));
    change.write(&mut console.out);
    if !yes && !agreed(&shown, console)? {
        console.aside().line(&format!("{shown}: left as it is"));
        return Ok(false);
    }
    match &before {
        Some(before) => write::replace(&path, before.as_bytes(), after.as_bytes()),
        None => write::generated(&path, &after, &after, |_| true),
    }
    // The error tells its cause itself.
    .map_err(|error| anyhow!("{shown}: {error}"))?;
    if !voice.quiet {
        console.aside().line(&format!("{shown}: written"));
    }
    Ok(true)
}

/// Asks whether to write a file; the end of the input is a no.
fn agreed(shown: &str, console: &mut Console<'_>) -> Result<bool> {
    console.aside().text(&format!("write {shown}? [y/N] "));
    console.err.flush();
    let mut answer = String::new();
    let length = std::io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
    if length == 0 {
        console.aside().line("");
    }
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Reads a file that need not be there.
///
/// # Errors
/// When it is there and is no text.
fn text_of(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => {
            let text =
                String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
            Ok(Some(text))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// A path below `root` with forward slashes.
fn slashed(path: &Path, root: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
