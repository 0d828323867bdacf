//! A run over files: found, read, looked at by workers, and handed back in path order.

use std::fs;
use std::io::Read;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::ExitStatus;
use super::args::{Color, RunArgs, Voice};
use super::progress::Progress;
use super::setup::{Project, Setup};
use crate::config::Overrides;
use crate::diagnostic::{Finding, Severity};
use crate::discover::{self, Folder, Folders, Since, Target, Trouble};
use crate::engine::{self, FileReport};
use crate::plan::{Alone, Surroundings};
use crate::python::STACK;
use crate::report::{Console, FileResult, Format, Outcome, Run, Stream, Summary, amount, rendered};
use crate::source::SourceFile;

/// What stands for the standard input where it was given no name.
const STDIN: &str = "<stdin>";

/// How many files are looked at before what is beside them is prepared for.
const FEW_FILES: usize = 64;

/// How many named files that are no revisions are named in turn; pre-commit names every Python file.
const MOST_PASSED_OVER: usize = 3;

/// What a run brought.
#[derive(Debug)]
pub(super) struct Session {
    /// Every file that counts, in path order.
    pub(super) results: Vec<FileResult>,
    /// Paths that could not be looked at, and why.
    pub(super) troubles: Vec<(String, String)>,
    /// Whether the only file is the standard input.
    pub(super) is_stdin: bool,
    verbose: bool,
    /// Mistakes in the settings: the file, and what is wrong with it.
    mistakes: Vec<(String, String)>,
    since: Option<String>,
    folders: Folders,
    workers: ThreadPool,
}

/// A file with all that is needed to look at it.
struct Job {
    target: Arc<Target>,
    project: Arc<Project>,
    folder: Arc<Folder>,
}

impl Session {
    /// Looks at every file that `args` ask for; `reports_only` says that no fix is written or handed on.
    pub(super) fn run(
        args: &RunArgs,
        reports_only: bool,
        voice: &Voice,
        console: &mut Console<'_>,
    ) -> Result<Self> {
        let overrides = Overrides {
            select: args.select.clone(),
            ignore: args.ignore.clone(),
            freeze: args.freeze,
            unsafe_fixes: args.unsafe_fixes,
            reports_only,
            no_infer: args.no_infer,
            models: args.models.clone(),
            dimensions: args.dimension.clone(),
        };
        let mut setup = Setup::new(&args.sources, overrides)?;
        let is_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
        if is_stdin && args.paths.len() > 1 {
            bail!("`-` stands for the standard input and cannot be mixed with other paths");
        }
        if !is_stdin && args.stdin_filename.is_some() {
            bail!("--stdin-filename names the standard input; give `-` as the path");
        }
        if is_stdin && args.since.is_some() {
            bail!("--since compares files; the standard input has no history");
        }
        if let Some(path) = &args.output_file {
            if path.extension().is_some_and(|extension| extension == "py") && path.exists() {
                bail!(
                    "--output-file: {} is a Python file, which the report would replace; name another",
                    path.display()
                );
            }
            console.out.redirect(path, voice.color == Color::Always);
        }
        let workers = ThreadPoolBuilder::new()
            .num_threads(args.jobs.map_or(0, usize::from))
            .stack_size(STACK)
            .build()
            .context("cannot start the workers")?;
        let mut session = Self {
            results: Vec::new(),
            troubles: Vec::new(),
            is_stdin,
            verbose: voice.verbose,
            mistakes: Vec::new(),
            since: args.since.clone(),
            folders: Folders::default(),
            workers,
        };
        if is_stdin {
            session.read_stdin(args, &mut setup, console)?;
        } else {
            session.read_files(args, voice, &mut setup, console)?;
        }
        session.mistakes = setup.mistakes;
        Ok(session)
    }

    fn read_files(
        &mut self,
        args: &RunArgs,
        voice: &Voice,
        setup: &mut Setup,
        console: &mut Console<'_>,
    ) -> Result<()> {
        let given = || Some(args.paths.iter().map(|path| setup.shown(path)).collect());
        let paths = if args.paths.is_empty() { setup.default_paths(console) } else { given() };
        let Some(paths) = paths else { return Ok(()) };
        let excludes = setup.excludes();
        // Of which files changed git is asked first.
        let mut ahead = self.since.is_none().then(|| discover::reader(&self.workers));
        let mut hand_on = move |target: &Arc<Target>| {
            if let Some(ahead) = &mut ahead {
                ahead(target);
            }
        };
        let mut found = thread::scope(|scope| {
            let (paths, excludes) = (&paths, &excludes);
            let search = scope.spawn(move || discover::find(paths, excludes, &mut hand_on));
            // A folder's configuration is read even where no revision asks for it, and beside the search.
            for folder in
                paths.iter().filter_map(|path| discover::absolute(path)).filter(|path| path.is_dir())
            {
                setup.project(&folder, console);
            }
            search.join().unwrap_or_else(|panic| resume_unwind(panic))
        });
        if let Some(revision) = &self.since {
            let since = Since::ask(revision, &paths, &found.targets)?;
            found.targets.retain(|target| since.has_changed(target));
        }
        for Trouble { path, mut message } in found.troubles {
            if args.paths.is_empty() && paths.contains(&path) {
                message += " (`revisions` in the configuration)";
            }
            self.troubles.push((path.display().to_string(), message));
        }
        if voice.verbose {
            for path in &found.excluded {
                console.note(&format!("{}: excluded by the configuration", path.display()));
            }
        }
        let jobs = self.jobs(found.targets, setup, voice, console);
        if jobs.len() > FEW_FILES
            && let Some(job) = jobs.last()
        {
            // Some of so many will ask for those beside them; the workers still read.
            job.folder.paths();
        }
        let progress = Progress::new(jobs.len(), console.err.is_terminal() && !voice.quiet);
        let results: Vec<Option<FileResult>> = self.workers.install(|| {
            // Every file is read before the first is looked at, so that folders need not read them again.
            jobs.par_iter().for_each(|job| job.target.read_ahead());
            let look = |job: Job| {
                let result = job.run();
                progress.advance();
                result
            };
            jobs.into_par_iter().map(look).collect()
        });
        progress.finish();
        self.results = results.into_iter().flatten().collect();
        Ok(())
    }

    fn jobs(
        &mut self,
        targets: Vec<Arc<Target>>,
        setup: &mut Setup,
        voice: &Voice,
        console: &mut Console<'_>,
    ) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::with_capacity(targets.len());
        let mut named = Vec::new();
        for target in targets {
            // Most files are in the folder of the one before.
            let (project, folder) = if let Some(Job { target: before, project, folder }) = jobs.last()
                && before.folder().as_os_str() == target.folder().as_os_str()
            {
                (Arc::clone(project), Arc::clone(folder))
            } else {
                let Some(project) = setup.project(target.folder(), console) else { continue };
                if voice.verbose
                    && let Some(config) = &project.config
                    && !named.contains(&config.path().to_owned())
                {
                    named.push(config.path().to_owned());
                    console.note(&format!("using the configuration {}", config.path().display()));
                }
                let folder = self.folders.of(target.folder(), &project.models);
                (project, folder)
            };
            folder.give(&target);
            jobs.push(Job { target, project, folder });
        }
        jobs
    }

    fn read_stdin(&mut self, args: &RunArgs, setup: &mut Setup, console: &mut Console<'_>) -> Result<()> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read the standard input")?;
        let name = args.stdin_filename.as_deref();
        let absolute = name.and_then(discover::absolute);
        let folder = absolute.as_deref().and_then(Path::parent).unwrap_or(&setup.working_folder).to_owned();
        let Some(project) = setup.project(&folder, console) else { return Ok(()) };
        let path = name.map_or_else(|| PathBuf::from(STDIN), |name| setup.shown(name));
        let shown = path.display().to_string();
        let excluded = absolute.as_ref().is_some_and(|absolute| (setup.excludes())(absolute, false));
        let outcome = match SourceFile::decode(path, bytes) {
            Err(error) => Outcome::Failed(error.to_string()),
            Ok(file) if excluded => Outcome::Done(Box::new(FileReport {
                file,
                status: engine::Status::Unchanged,
                findings: Vec::new(),
                fixed: None,
            })),
            Ok(file) => {
                let neighbours = absolute.as_ref().map(|_| Folders::default().of(&folder, &project.models));
                self.workers.install(|| match &neighbours {
                    Some(folder) => examine(file, &project, &**folder),
                    None => examine(file, &project, &Alone),
                })
            }
        };
        self.results.push(FileResult { shown, absolute: None, freeze: project.options.freeze, outcome });
        Ok(())
    }

    /// The findings that are shown one by one: problems, and notes if they are asked for.
    pub(super) fn shows(&self, result: &FileResult, finding: &Finding) -> bool {
        self.verbose || result.freeze || finding.severity > Severity::Note
    }

    /// Counts what was found.
    pub(super) fn summary(&self) -> Summary {
        let mut summary = Summary::of(&self.results);
        summary.failed += self.troubles.len();
        summary
    }

    /// Says which files could not be handled, and which named ones are no revisions.
    pub(super) fn speak_of_failures(&self, voice: &Voice, console: &mut Console<'_>) {
        for (path, message) in &self.troubles {
            console.error(&format!("{path}: {message}"));
        }
        let passed_over = self.results.iter().filter(|result| result.is_no_revision()).count();
        let one_by_one = voice.verbose || passed_over <= MOST_PASSED_OVER;
        for result in &self.results {
            if let Some(message) = result.failure() {
                console.error(&format!("{}: {message}", result.shown));
            } else if result.is_no_revision() && !voice.quiet && one_by_one {
                console.note(&format!("{}: no Alembic revision, passed over", result.shown));
            }
        }
        if !one_by_one && !voice.quiet {
            console.note(&format!("{passed_over} files are no Alembic revisions and were passed over"));
        }
    }

    /// Says in one line what the run came to, and in another what it kept to itself.
    pub(super) fn conclude(
        &self,
        voice: &Voice,
        console: &mut Console<'_>,
        say: impl Fn(&Summary) -> String,
    ) {
        if voice.quiet || !self.mistakes.is_empty() {
            return;
        }
        let summary = self.summary();
        if summary.revisions > 0 {
            console.aside().line(&say(&summary));
        } else if summary.failed == 0 && self.results.is_empty() {
            let since = self.since.as_ref().map(|since| format!(" that changed since {since}"));
            console.aside().line(&format!("no revisions found{}", since.unwrap_or_default()));
        }
        let kept = self.count(|result, finding| !self.shows(result, finding));
        if kept > 0 {
            let notes = amount(kept, "note");
            console.aside().line(&format!(
                "{notes} not shown (-v shows them; --freeze mends what depends on package or app code)"
            ));
        }
    }

    /// How many findings `wanted` picks out.
    pub(super) fn count(&self, wanted: impl Fn(&FileResult, &Finding) -> bool) -> usize {
        let count = |result: &FileResult| result.findings().filter(|finding| wanted(result, finding)).count();
        self.results.iter().map(count).sum()
    }

    /// Shows the findings that `wanted` picks out.
    pub(super) fn show(
        &self,
        stream: &mut Stream<'_>,
        format: Format,
        wanted: impl Fn(&FileResult, &Finding) -> bool + Sync,
    ) {
        let look = stream.look();
        let shown = |result: &FileResult| -> String {
            let findings = result.findings().filter(|finding| wanted(result, finding));
            findings.map(|finding| rendered(look, format, result, finding)).collect()
        };
        let texts: Vec<String> = self.workers.install(|| self.results.par_iter().map(shown).collect());
        texts.iter().for_each(|text| stream.text(text));
    }

    /// The run in a format for programs, with the findings that `wanted` picks out; none in those for people.
    pub(super) fn document(
        &self,
        format: Format,
        wanted: impl Fn(&FileResult, &Finding) -> bool,
    ) -> Option<String> {
        let (mut summary, root) = (self.summary(), forge_root());
        let troubles = [self.troubles.as_slice(), &self.mistakes].concat();
        summary.failed += self.mistakes.len();
        let run = Run {
            results: &self.results,
            troubles: &troubles,
            summary: &summary,
            root: root.as_deref(),
            shows: &wanted,
        };
        run.document(format)
    }

    /// How a run ended that left something to mend, or did not.
    pub(super) fn end(self, left: bool, exit_zero: bool) -> ExitStatus {
        let status = if !self.mistakes.is_empty()
            || !self.troubles.is_empty()
            || self.results.iter().any(|result| result.failure().is_some())
        {
            ExitStatus::Error
        } else if left && !exit_zero {
            ExitStatus::Findings
        } else {
            ExitStatus::Clean
        };
        // The process ends; it need not wait until thousands of reports are taken apart.
        mem::forget(self);
        status
    }
}

impl Job {
    /// Looks at the file; nothing comes of one that was come across and is no revision.
    fn run(self) -> Option<FileResult> {
        let Self { target, project, folder } = self;
        let outcome = match target.read() {
            Ok(None) => return None,
            Ok(Some(file)) => examine(file.clone(), &project, &*folder),
            Err(message) => Outcome::Failed(message.to_owned()),
        };
        let shown = target.shown.display().to_string();
        let freeze = project.options.freeze;
        let result = FileResult { shown, absolute: Some(target.absolute.clone()), freeze, outcome };
        (target.named || !result.is_no_revision()).then_some(result)
    }
}

/// The folder of the repository in a workflow of GitHub's or a pipeline of GitLab's.
fn forge_root() -> Option<PathBuf> {
    let named = |name| std::env::var_os(name).filter(|path| !path.is_empty());
    named("GITHUB_WORKSPACE").or_else(|| named("CI_PROJECT_DIR")).and_then(|path| fs::canonicalize(path).ok())
}

/// Runs the engine. Whatever happens to one file, the others go on.
fn examine(file: SourceFile, project: &Project, surroundings: &dyn Surroundings) -> Outcome {
    let run = || engine::run(file, &project.rules, &project.options, surroundings);
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(report) => Outcome::Done(Box::new(report)),
        Err(_) => Outcome::Failed("an internal error, which is a bug; the file was left alone".to_owned()),
    }
}
