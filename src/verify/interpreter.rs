//! The interpreter that a project runs in.

use std::path::{Path, PathBuf};

/// Where virtual environments are, as people and tools make them.
const ENVIRONMENTS: &[&str] = &[".venv", "venv", "env"];
/// How far above the project an environment may be.
const LEVELS: usize = 4;

/// The interpreter of the active environment, else of one beside `folder` or above it, else the first on PATH.
pub(crate) fn interpreter(folder: &Path) -> PathBuf {
    let active = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from);
    let beside = folder
        .ancestors()
        .take(LEVELS)
        .flat_map(|folder| ENVIRONMENTS.iter().map(move |environment| folder.join(environment)));
    let found = active.into_iter().chain(beside).map(|environment| python(&environment));
    found.into_iter().find(|path| path.is_file()).unwrap_or_else(|| PathBuf::from(DEFAULT))
}

#[cfg(windows)]
const DEFAULT: &str = "python";
#[cfg(not(windows))]
const DEFAULT: &str = "python3";

fn python(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
