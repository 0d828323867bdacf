//! The configuration: found, read and checked.

mod alembic;
mod hooks;
mod ini;
mod nearest;
mod options;
mod reader;
mod rule_files;
mod written;

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::de::{DeTable, DeValue};

pub(crate) use alembic::{
    AlembicFile, AlembicHistory, alembic_ini, has_ini_name, ini_value, revision_folders, script_folder,
};
pub(crate) use hooks::{Edited, Start, hook_in_ini, hook_in_project, ini_has_hooks, project_has_hooks};
pub(crate) use options::{Overrides, options};
pub(crate) use rule_files::{RuleText, read_rule_files};
pub(crate) use written::{Written, parse_dimension};

use crate::source::{LineColumn, SourceFile, Span};

/// The file that holds nothing but the configuration.
const OWN_FILE: &str = "rectify.toml";
/// The file that holds it under `[tool.rectify]`.
const PROJECT_FILE: &str = "pyproject.toml";

/// A mistake in a configuration file, or on the command line where there is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConfigError {
    /// The file.
    pub(crate) path: Option<PathBuf>,
    /// Where in the file.
    pub(crate) place: Option<LineColumn>,
    /// What is wrong, and what to do.
    pub(crate) message: String,
}

impl ConfigError {
    /// A mistake on the command line.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self { path: None, place: None, message: message.into() }
    }

    /// A mistake that is the whole file's.
    pub(crate) fn file(path: &Path, message: impl Into<String>) -> Self {
        Self { path: Some(path.to_owned()), place: None, message: message.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(formatter, "{}:", path.display())?;
            if let Some(place) = self.place {
                write!(formatter, "{}:{}:", place.line, place.column)?;
            }
            formatter.write_str(" ")?;
        }
        formatter.write_str(&self.message)
    }
}

/// A configuration file that has been read.
#[derive(Debug)]
pub(crate) struct Config {
    /// What it says.
    pub(crate) written: Written,
    file: SourceFile,
    root: PathBuf,
    exclude: Gitignore,
}

impl Config {
    /// The file's path.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// The folder that paths of the file are relative to.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether `exclude` names the absolute `path`, or a folder that it is in.
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        path.strip_prefix(&self.root)
            .is_ok_and(|inner| self.exclude.matched_path_or_any_parents(inner, is_folder).is_ignore())
    }

    /// A mistake at `span` of the file.
    pub(crate) fn error(&self, span: Span, message: impl Into<String>) -> ConfigError {
        let place = Some(self.file.line_column(span.start));
        ConfigError { path: Some(self.path().to_owned()), place, message: message.into() }
    }
}

/// A configuration, none, or what is wrong with it.
pub(crate) type Found = Result<Option<Arc<Config>>, Arc<[ConfigError]>>;

/// Finds the configuration of each file; every folder is looked into once.
#[derive(Debug)]
pub(crate) enum Finder {
    /// The nearest one upwards from the file.
    Nearest {
        /// What was found for each folder.
        seen: HashMap<PathBuf, Found>,
        /// Paths below this folder are shown relative to it.
        working_folder: PathBuf,
    },
    /// The same one for every file: `--config`, or none for `--isolated`.
    Fixed(Found),
}

impl Finder {
    /// Looks upwards from each file.
    pub(crate) fn nearest(working_folder: PathBuf) -> Self {
        Self::Nearest { seen: HashMap::new(), working_folder }
    }

    /// Takes `path`, whatever its name, for every file.
    pub(crate) fn fixed(path: &Path) -> Self {
        let found =
            read(path).map(|bytes| load(path, bytes, path.file_name() == Some(PROJECT_FILE.as_ref())));
        Self::Fixed(match found {
            Ok(Ok(Some(config))) => Ok(Some(config)),
            Ok(Ok(None)) => Err([ConfigError::file(path, "holds no [tool.rectify] table")].into()),
            Ok(Err(errors)) => Err(errors),
            Err(error) => Err([error].into()),
        })
    }

    /// The configuration for the files of `folder`, an absolute path.
    pub(crate) fn find(&mut self, folder: &Path) -> Found {
        match self {
            Self::Fixed(found) => found.clone(),
            Self::Nearest { seen, working_folder } => find(seen, working_folder, folder),
        }
    }
}

fn find(seen: &mut HashMap<PathBuf, Found>, working_folder: &Path, folder: &Path) -> Found {
    if let Some(found) = seen.get(folder) {
        return found.clone();
    }
    let found = match here(folder, working_folder) {
        Ok(None) => folder.parent().map_or(Ok(None), |parent| find(seen, working_folder, parent)),
        other => other,
    };
    seen.insert(folder.to_owned(), found.clone());
    found
}

/// The configuration that stands in `folder` itself.
fn here(folder: &Path, working_folder: &Path) -> Found {
    for (name, in_project) in [(OWN_FILE, false), (PROJECT_FILE, true)] {
        let path = folder.join(name);
        if !path.is_file() {
            continue;
        }
        let shown = path.strip_prefix(working_folder).unwrap_or(&path);
        let bytes = read(shown).map_err(|error| Arc::from([error]))?;
        if let Some(config) = load(shown, bytes, in_project)? {
            return Ok(Some(config));
        }
    }
    Ok(None)
}

fn read(path: &Path) -> Result<Vec<u8>, ConfigError> {
    fs::read(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            ConfigError::file(path, "no such configuration file")
        } else {
            ConfigError::file(path, format!("cannot read the configuration: {error}"))
        }
    })
}

/// Reads a configuration; `None` for a project file that holds none.
fn load(path: &Path, bytes: Vec<u8>, in_project: bool) -> Found {
    let text = String::from_utf8(bytes)
        .map_err(|_| Arc::from([ConfigError::file(path, "not UTF-8; convert the file to UTF-8")]))?;
    let file = SourceFile::from_text(path, text.strip_prefix('\u{feff}').unwrap_or(&text));
    let fail = |span: Span, message: String| ConfigError {
        path: Some(path.to_owned()),
        place: Some(file.line_column(span.start)),
        message,
    };
    let document = match DeTable::parse(file.text()) {
        Ok(document) => document,
        // A broken project file is ours to complain about only if it speaks of us.
        Err(_) if in_project && !file.text().contains("tool.rectify") => return Ok(None),
        Err(error) => {
            let span = error.span().map_or(Span::at(0), |range| reader::span(&range));
            return Err([fail(span, error.message().to_owned())].into());
        }
    };
    let table = if in_project { project_value(document.get_ref()) } else { None };
    let table = match table.map(|value| (value.get_ref(), value.span())) {
        None if in_project => return Ok(None),
        None => document.get_ref(),
        Some((DeValue::Table(table), _)) => table,
        Some((_, range)) => {
            return Err([fail(reader::span(&range), "`tool.rectify` has to be a table".to_owned())].into());
        }
    };
    let place = if in_project { "[tool.rectify]" } else { OWN_FILE };
    let (written, mistakes) = written::read(table, place);
    let mut errors: Vec<ConfigError> =
        mistakes.into_iter().map(|mistake| fail(mistake.span, mistake.message)).collect();
    let root = std::path::absolute(path)
        .ok()
        .and_then(|path| fs::canonicalize(path.parent()?).ok())
        .unwrap_or_default();
    let mut globs = GitignoreBuilder::new(&root);
    for glob in &written.exclude {
        if glob.value.starts_with("../") {
            errors.push(fail(glob.span, "`exclude` cannot reach above the folder of its file".to_owned()));
        }
        // People write `./legacy`, and git has no such pattern.
        let pattern = glob.value.strip_prefix('.').filter(|rest| rest.starts_with('/'));
        if let Err(error) = globs.add_line(None, pattern.unwrap_or(&glob.value)) {
            errors.push(fail(glob.span, format!("`exclude` holds a bad glob: {error}")));
        }
    }
    let exclude = globs.build().map_err(|error| Arc::from([fail(Span::at(0), error.to_string())]))?;
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.place);
        return Err(errors.into());
    }
    drop(document);
    Ok(Some(Arc::new(Config { written, file, root, exclude })))
}

fn project_value<'a>(document: &'a DeTable<'a>) -> Option<&'a reader::Value<'a>> {
    let DeValue::Table(tool) = document.get("tool")?.get_ref() else { return None };
    tool.get("rectify")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_text(text: &str) -> Vec<String> {
        match load(Path::new("rectify.toml"), text.into(), false) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        let text =
            "exlcude = ['a']\ncomments = 'no'\n[dimensions]\n\"t\" = 1\n\"t.c\" = 0\n[rewrite]\nx = 'y'\n";
        assert_eq!(
            load_text(text),
            [
                "rectify.toml:1:1: unknown key `exlcude` in rectify.toml; did you mean `exclude`?",
                "rectify.toml:2:12: `comments` has to be `true` or `false`, not text",
                "rectify.toml:4:1: `t` in [dimensions] is no column; write \"table.column\" = N",
                "rectify.toml:5:9: the dimension of \"t.c\" has to be a whole number from 1, or \"none\"",
                "rectify.toml:7:5: `x` cannot be \"y\"; it is one of \"sql\", \"type\", \"define\", \"import\"",
            ]
        );
    }

    #[test]
    fn unquoted_columns_mean_the_same() {
        let file =
            load(Path::new("rectify.toml"), b"[dimensions]\na.b = 3\n\"c.d\" = 'none'\n".into(), false);
        let config = file.unwrap().unwrap();
        let names: Vec<&str> =
            config.written.dimensions.iter().map(|(name, _)| name.value.as_str()).collect();
        assert_eq!(names, ["a.b", "c.d"]);
    }

    #[test]
    fn patterns_may_begin_with_the_folder_of_the_file() {
        let excludes = |glob: &str, path: &str| {
            let text = format!("exclude = [\"{glob}\"]\n");
            let config = load(Path::new("rectify.toml"), text.into(), false).unwrap().unwrap();
            config.excludes(&config.root().join(path), false)
        };
        assert!(excludes("./legacy", "legacy/a.py"));
        assert!(!excludes("./legacy", "app/legacy/a.py"));
        assert!(excludes(".hidden", "app/.hidden/a.py"));
        let above = load_text("exclude = [\"../legacy\"]\n");
        assert_eq!(above, ["rectify.toml:1:12: `exclude` cannot reach above the folder of its file"]);
    }

    #[test]
    fn a_project_file_without_the_table_is_passed_over() {
        let load = |text: &str| load(Path::new("pyproject.toml"), text.into(), true);
        assert!(matches!(load("[tool.ruff]\n"), Ok(None)));
        assert!(matches!(load("[tool"), Ok(None)));
        assert!(load("[tool.rectify]\nfreeze = \n").is_err());
        assert!(load("[tool]\nrectify = 3\n").is_err());
        assert!(load("[tool.rectify]\nfreeze = true\n").unwrap().unwrap().written.freeze.unwrap());
    }
}
