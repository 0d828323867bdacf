//! Configuration and rules, brought together for each file.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};

use super::args::Sources;
use crate::config::{
    Config, ConfigError, Finder, Found, Overrides, RuleText, options, read_rule_files, revision_folders,
};
use crate::discover::{self, Excludes, Models};
use crate::plan::Options;
use crate::report::Console;
use crate::rules::{LoadError, RuleFile, RuleSet};

/// What a file is checked by.
#[derive(Debug)]
pub(super) struct Project {
    /// The configuration, if there is one.
    pub(super) config: Option<Arc<Config>>,
    /// Every rule.
    pub(super) rules: RuleSet,
    /// What is asked for.
    pub(super) options: Options,
    /// Where the models are, if that is said.
    pub(super) models: Models,
}

/// A mistake in the settings of a run.
#[derive(Debug)]
struct Mistake {
    /// The file that it is in; the working folder for one on the command line.
    path: String,
    /// What is wrong, and where in the file.
    message: String,
    /// Both, as people see them.
    shown: String,
}

impl Mistake {
    fn new(path: Option<&Path>, place: Option<(u32, u32)>, message: &str, shown: String) -> Self {
        let path = path.unwrap_or(Path::new(".")).display().to_string();
        let place = place.map(|(line, column)| format!("line {line}, column {column}: "));
        Self { path, message: place.unwrap_or_default() + message, shown }
    }
}

impl From<&ConfigError> for Mistake {
    fn from(error: &ConfigError) -> Self {
        let place = error.place.map(|place| (place.line, place.column));
        Self::new(error.path.as_deref(), place, &error.message, error.to_string())
    }
}

impl From<&LoadError> for Mistake {
    fn from(error: &LoadError) -> Self {
        Self::new(Some(&error.path), Some((error.line, error.column)), &error.message, error.to_string())
    }
}

/// Where projects come from.
#[derive(Debug)]
pub(super) struct Setup {
    /// The folder that the command runs in, with links resolved.
    pub(super) working_folder: PathBuf,
    finder: Arc<Mutex<Finder>>,
    rule_paths: Vec<PathBuf>,
    overrides: Overrides,
    projects: HashMap<Option<PathBuf>, Option<Arc<Project>>>,
    reported: HashSet<String>,
    /// What was said to be wrong: the file, and what is wrong with it.
    pub(super) mistakes: Vec<(String, String)>,
}

impl Setup {
    /// Takes what the command line says.
    pub(super) fn new(sources: &Sources, overrides: Overrides) -> Result<Self> {
        let working_folder = std::env::current_dir()
            .and_then(fs::canonicalize)
            .context("cannot tell which folder the command runs in")?;
        let finder = match &sources.config {
            Some(path) => Finder::fixed(path),
            None if sources.isolated => Finder::Fixed(Ok(None)),
            None => Finder::nearest(working_folder.clone()),
        };
        Ok(Self {
            working_folder,
            finder: Arc::new(Mutex::new(finder)),
            rule_paths: sources.rules.clone(),
            overrides,
            projects: HashMap::new(),
            reported: HashSet::new(),
            mistakes: Vec::new(),
        })
    }

    /// The configuration of the files in `folder`.
    fn find(&self, folder: &Path) -> Found {
        self.finder.lock().unwrap_or_else(PoisonError::into_inner).find(folder)
    }

    /// Says which paths the configurations exclude.
    pub(super) fn excludes(&self) -> Excludes {
        let finder = Arc::clone(&self.finder);
        Arc::new(move |path, is_folder| {
            let folder = path.parent().unwrap_or(path);
            let found = finder.lock().unwrap_or_else(PoisonError::into_inner).find(folder);
            found.ok().flatten().is_some_and(|config| config.excludes(path, is_folder))
        })
    }

    /// The paths of a run that names none: the configured revisions, else those of Alembic's own
    /// configuration, else the working folder; none, once it was said why, if that is not right.
    pub(super) fn default_paths(&mut self, console: &mut Console<'_>) -> Option<Vec<PathBuf>> {
        let config = match self.find(&self.working_folder) {
            Ok(config) => config,
            Err(errors) => {
                self.report(&errors, console);
                return None;
            }
        };
        if let Some(config) = &config
            && let Some(revisions) = &config.written.revisions
        {
            return Some(revisions.iter().map(|path| self.shown(&config.root().join(&path.value))).collect());
        }
        let roots = [Some(self.working_folder.as_path()), config.as_ref().map(|config| config.root())];
        let folders = roots.into_iter().flatten().map(revision_folders).find(|found| !found.is_empty());
        let folders = folders.unwrap_or_else(|| vec![self.working_folder.clone()]);
        Some(folders.iter().map(|path| self.shown(path)).collect())
    }

    /// A path relative to the working folder, where it is below it.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.working_folder) {
            Ok(inner) if inner.as_os_str().is_empty() => PathBuf::from("."),
            Ok(inner) => inner.components().collect(),
            Err(_) => discover::shown(path),
        }
    }

    /// What the files of `folder` are checked by; nothing, once it was said why, if that is not right.
    pub(super) fn project(&mut self, folder: &Path, console: &mut Console<'_>) -> Option<Arc<Project>> {
        let config = match self.find(folder) {
            Ok(config) => config,
            Err(errors) => {
                self.report(&errors, console);
                return None;
            }
        };
        let key = config.as_ref().map(|config| config.path().to_owned());
        if let Some(known) = self.projects.get(&key) {
            return known.clone();
        }
        let project = match self.build(config) {
            Ok(project) => Some(Arc::new(project)),
            Err(mistakes) => {
                self.say(mistakes, console);
                None
            }
        };
        self.projects.insert(key, project.clone());
        project
    }

    fn build(&self, config: Option<Arc<Config>>) -> Result<Project, Vec<Mistake>> {
        let texts = self.rule_texts(config.as_deref())?;
        let files: Vec<RuleFile<'_>> = texts.iter().map(RuleText::file).collect();
        let rules = RuleSet::for_run(&files).map_err(|errors| mistakes(&errors))?;
        let options =
            options(config.as_deref(), &self.overrides, &rules).map_err(|errors| mistakes(&errors))?;
        let models = self.models(config.as_deref())?;
        Ok(Project { config, rules, options, models })
    }

    /// Where the command line, or else the configuration, says that the models are.
    fn models(&self, config: Option<&Config>) -> Result<Models, Vec<Mistake>> {
        let resolved = |path: &Path| fs::canonicalize(path).ok();
        let given = self.overrides.models.iter().map(|path| {
            let error = || ConfigError::argument(missing("--models", &path.display().to_string()));
            resolved(path).ok_or_else(error)
        });
        let configured = config.filter(|_| self.overrides.models.is_empty()).into_iter().flat_map(|config| {
            config.written.models.iter().map(|name| {
                let error = || config.error(name.span, missing("`models`", &name.value));
                resolved(&config.root().join(&name.value)).ok_or_else(error)
            })
        });
        let (found, errors): (Vec<_>, Vec<_>) = given.chain(configured).partition(Result::is_ok);
        let errors: Vec<ConfigError> = errors.into_iter().filter_map(Result::err).collect();
        if errors.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(mistakes(&errors)) }
    }

    fn rule_texts(&self, config: Option<&Config>) -> Result<Vec<RuleText>, Vec<Mistake>> {
        let listed = config.into_iter().flat_map(|config| {
            let path = |name: &str| self.shown(&config.root().join(name));
            config.written.rules.iter().map(move |name| (config, name, path(&name.value)))
        });
        let lost = listed.clone().filter(|(.., path)| !path.exists());
        let lost = lost.map(|(config, name, _)| config.error(name.span, missing("`rules`", &name.value)));
        let lost: Vec<ConfigError> = lost.collect();
        if !lost.is_empty() {
            return Err(mistakes(&lost));
        }
        let configured = listed.map(|(.., path)| path);
        let mut seen = HashSet::new();
        let paths: Vec<PathBuf> = configured
            .chain(self.rule_paths.iter().cloned())
            .filter(|path| seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())))
            .collect();
        read_rule_files(&paths).map_err(|errors| mistakes(&errors))
    }

    /// The team's rule files for the working folder.
    pub(super) fn own_rule_texts(&mut self, console: &mut Console<'_>) -> Result<Vec<RuleText>> {
        let texts = match self.find(&self.working_folder) {
            Ok(config) => self.rule_texts(config.as_deref()),
            Err(errors) => Err(mistakes(&errors)),
        };
        texts.or_else(|mistakes| {
            self.say(mistakes, console);
            bail!("no rules were loaded")
        })
    }

    /// The rules for the working folder.
    pub(super) fn own_project(&mut self, console: &mut Console<'_>) -> Result<Arc<Project>> {
        let folder = self.working_folder.clone();
        self.project(&folder, console).context("the configuration is not right")
    }

    fn report(&mut self, errors: &[ConfigError], console: &mut Console<'_>) {
        self.say(mistakes(errors), console);
    }

    /// Says each mistake once.
    fn say(&mut self, mistakes: Vec<Mistake>, console: &mut Console<'_>) {
        for Mistake { path, message, shown } in mistakes {
            if !self.reported.contains(&shown) {
                console.error(&shown);
                self.reported.insert(shown);
                self.mistakes.push((path, message));
            }
        }
    }
}

/// What is wrong with a path that `from` names.
fn missing(from: &str, name: &str) -> String {
    format!("{from} names `{name}`, and there is no such file or folder")
}

fn mistakes<'e, E>(errors: &'e [E]) -> Vec<Mistake>
where
    Mistake: From<&'e E>,
{
    errors.iter().map(Mistake::from).collect()
}
