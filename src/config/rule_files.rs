//! Reads rule files from disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::ConfigError;
use crate::rules::{Origin, RuleFile};

/// A team's rule file that has been read.
#[derive(Debug)]
pub(crate) struct RuleText {
    path: PathBuf,
    text: String,
}

impl RuleText {
    /// Whether both were read from one file.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.path == other.path || fs::canonicalize(&self.path).ok() == fs::canonicalize(&other.path).ok()
    }

    /// The same for the rule loader.
    pub(crate) fn file(&self) -> RuleFile<'_> {
        RuleFile { path: &self.path, text: &self.text, origin: Origin::Team }
    }
}

/// Reads the rule files that `paths` name; a folder stands for every YAML file in it.
///
/// # Errors
/// For each path that cannot be read.
pub(crate) fn read_rule_files(paths: &[PathBuf]) -> Result<Vec<RuleText>, Vec<ConfigError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match expand(path) {
            Ok(found) => {
                for path in found {
                    match read(&path) {
                        Ok(text) => files.push(RuleText { path, text }),
                        Err(error) => errors.push(error),
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

fn expand(path: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let cannot = |error: std::io::Error| ConfigError::file(path, format!("cannot read the folder: {error}"));
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let file = entry.map_err(cannot)?.path();
        let is_yaml = file.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
        if is_yaml && file.is_file() {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(ConfigError::file(path, "holds no rule file (*.yml, *.yaml)"));
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, ConfigError> {
    let bytes = fs::read(path).map_err(|error| {
        let is_missing = error.kind() == ErrorKind::NotFound;
        let message = format!("cannot read the rule file: {error}");
        ConfigError::file(
            path,
            if is_missing { "no such rule file or folder of them".to_owned() } else { message },
        )
    })?;
    String::from_utf8(bytes).map_err(|_| ConfigError::file(path, "not UTF-8; convert the file to UTF-8"))
}
