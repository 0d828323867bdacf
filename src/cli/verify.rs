//! `rectify verify`: revisions proved on a scratch Postgres.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::ExitStatus;
use super::args::{VerifyArgs, Voice};
use super::progress::Progress;
use super::setup::Setup;
use crate::config::{AlembicFile, Overrides};
use crate::discover;
use crate::report::{Console, Format, Found, Proved, amount, proof, proof_document};
use crate::verify::{self, Event, History, Level, Question};

/// The files that set Alembic up, in a project's folder or below it.
const FILES: &[&str] = &["alembic.ini", "pyproject.toml", "migrations/alembic.ini"];
/// How far above a folder its configuration may be.
const LEVELS: usize = 6;

/// Runs the command.
pub(super) fn run(args: &VerifyArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    if matches!(args.output_format, Format::Sarif | Format::Github | Format::Gitlab) {
        bail!("this format is for findings in files; a proof is shown as text, concise or json");
    }
    let mut setup = Setup::new(&args.sources, Overrides::default())?;
    let mut question = question(args, &setup)?;
    if args.stub {
        question.stubs = verify::stubs(&setup.own_project(console)?.rules);
    }
    let python = args.python.clone();
    let python = python.unwrap_or_else(|| verify::interpreter(&question.histories[0].folder));
    if !voice.quiet {
        console.note(&format!("this runs the project's code (env.py, revisions) in {}", python.display()));
    }
    let mut hearing = Hearing {
        setup: &setup,
        format: args.output_format,
        visible: console.err.is_terminal() && !voice.quiet,
        quiet: voice.quiet,
        histories: Vec::new(),
        server: None,
        errors: Vec::new(),
        progress: None,
        question: &question,
    };
    let outcome = verify::run(&python, &question, |event| hearing.hear(event, console));
    if let Some(progress) = hearing.progress.take() {
        progress.finish();
    }
    if let Err(message) = outcome {
        hearing.fail(message, console);
    }
    if args.output_format == Format::Json {
        let document = proof_document(&hearing.histories, hearing.server.as_deref(), &hearing.errors);
        console.out.line(&serde_json::to_string_pretty(&document)?);
    }
    if !voice.quiet {
        hearing.conclude(args, console);
    }
    Ok(hearing.status())
}

/// What the programs are asked.
fn question(args: &VerifyArgs, setup: &Setup) -> Result<Question> {
    let mut question = Question {
        url: args.url.clone(),
        server: args.server.clone(),
        extensions: args.extension.clone(),
        setup: args.setup.as_ref().map(script).transpose()?,
        only: args.only.clone(),
        from: args.from.clone(),
        models: args.models,
        against: args.against.clone(),
        arguments: args.arguments.clone(),
        application: args.app.clone(),
        ..Question::default()
    };
    let here = [setup.working_folder.clone()];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    for path in paths {
        let absolute =
            discover::absolute(path).with_context(|| format!("{}: it is not there", path.display()))?;
        for history in histories(&absolute).ok_or_else(|| nothing(path))? {
            let wanted = args.name.is_empty() || args.name.contains(&history.section);
            let known = |other: &History| other.path == history.path && other.section == history.section;
            if wanted && !question.histories.iter().any(known) {
                question.histories.push(history);
            }
        }
        if absolute.extension().is_some_and(|extension| extension == "py") {
            question.files.push(absolute);
        }
    }
    if question.histories.is_empty() {
        bail!("no section of Alembic's configuration is called {}", args.name.join(" or "));
    }
    Ok(question)
}

fn script(path: &PathBuf) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("--setup: {} cannot be read", path.display()))
}

fn nothing(path: &Path) -> anyhow::Error {
    let path = path.display();
    anyhow!("{path}: there is no alembic.ini, and no pyproject.toml with [tool.alembic], in it or above it")
}

/// The histories that a path is about: those of a configuration file, of a folder, or of the one around it.
fn histories(path: &Path) -> Option<Vec<History>> {
    let named = path.is_file().then(|| AlembicFile::read(path)).flatten();
    let file = named.or_else(|| {
        let folders = path.ancestors().take(LEVELS).filter(|folder| folder.is_dir());
        let mut candidates = folders.flat_map(|folder| FILES.iter().map(|name| folder.join(name)));
        candidates.find_map(|path| AlembicFile::read(&path))
    })?;
    let folder = file.path.parent()?;
    let made = |history: &crate::config::AlembicHistory| History {
        path: file.path.clone(),
        section: history.section.clone(),
        // Flask-Migrate keeps the file beside env.py, and is run from the folder above.
        folder: if same(&history.scripts, folder) { folder.parent().unwrap_or(folder) } else { folder }
            .to_owned(),
        scripts: fs::canonicalize(&history.scripts).unwrap_or_else(|_| history.scripts.clone()),
        revisions: history.revisions.clone(),
    };
    let all: Vec<History> = file.histories.iter().map(made).collect();
    // A folder or file of revisions is of the history that has it.
    let holds = |history: &&History| history.revisions.iter().any(|folder| within(path, folder));
    let some: Vec<History> = all.iter().filter(holds).cloned().collect();
    Some(if some.is_empty() { all } else { some })
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn within(path: &Path, folder: &Path) -> bool {
    fs::canonicalize(folder).is_ok_and(|folder| path.starts_with(folder))
}

/// Takes in what is told, and passes on what people should see at once.
struct Hearing<'a> {
    setup: &'a Setup,
    question: &'a Question,
    format: Format,
    visible: bool,
    quiet: bool,
    histories: Vec<Proved>,
    server: Option<String>,
    errors: Vec<String>,
    progress: Option<Progress>,
}

impl Hearing<'_> {
    fn hear(&mut self, event: Event, console: &mut Console<'_>) {
        match event {
            Event::Server { name } => {
                if !self.quiet {
                    console.note(&format!("scratch databases are made on {name}"));
                }
                self.server = Some(name);
            }
            Event::History { number } => {
                let history = &self.question.histories[number];
                self.histories.push(Proved {
                    path: self.setup.shown(&history.path).display().to_string(),
                    section: history.section.clone(),
                    ..Proved::default()
                });
            }
            Event::Steps { count } => self.progress = Some(Progress::of(count, "steps", self.visible)),
            Event::Step => self.progress.iter().for_each(Progress::advance),
            Event::Finding(found) => self.find(*found, console),
            Event::Proved { count } => {
                if let Some(progress) = self.progress.take() {
                    progress.finish();
                }
                if let Some(history) = self.histories.last_mut() {
                    history.revisions = count;
                }
            }
            Event::Note { text } => console.note(&text),
            Event::Error { text } => self.fail(text, console),
            Event::End => {}
        }
    }

    fn find(&mut self, found: verify::Proof, console: &mut Console<'_>) {
        let path = found.path.as_ref().map(|path| self.setup.shown(path).display().to_string());
        let found = Found { proof: found, path };
        if self.format != Format::Json && !(self.quiet && found.proof.severity == Level::Note) {
            let look = console.out.look();
            if let Some(progress) = &self.progress {
                progress.hide(|| console.out.text(&proof(look, self.format, &found)));
                console.out.flush();
            } else {
                console.out.text(&proof(look, self.format, &found));
            }
        }
        if let Some(history) = self.histories.last_mut() {
            history.findings.push(found);
        }
    }

    fn fail(&mut self, message: String, console: &mut Console<'_>) {
        console.error(&message);
        self.errors.push(message);
    }

    fn findings(&self, level: Level) -> usize {
        let all = self.histories.iter().flat_map(|history| &history.findings);
        all.filter(|found| found.proof.severity == level).count()
    }

    fn conclude(&self, args: &VerifyArgs, console: &mut Console<'_>) {
        if self.histories.is_empty() {
            return;
        }
        let proved = amount(self.histories.iter().map(|history| history.revisions).sum(), "revision");
        let how = match &args.against {
            Some(version) => format!("run beside {version}"),
            None => "run up, down and up".to_owned(),
        };
        let mut line = format!("{proved} {how}");
        let (errors, notes) = (self.findings(Level::Error), self.findings(Level::Note));
        line.push_str(&match errors {
            0 if self.errors.is_empty() => "; nothing is wrong".to_owned(),
            0 => String::new(),
            errors => format!("; {}", amount(errors, "error")),
        });
        if notes > 0 {
            line.push_str(&format!("; {}", amount(notes, "note")));
        }
        console.aside().line(&line);
    }

    fn status(&self) -> ExitStatus {
        if !self.errors.is_empty() {
            ExitStatus::Error
        } else if self.findings(Level::Error) > 0 {
            ExitStatus::Findings
        } else {
            ExitStatus::Clean
        }
    }
}
