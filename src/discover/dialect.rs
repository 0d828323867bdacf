//! What shows that a project runs on other databases than Postgres.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::scan::as_text;
use crate::config;

const DIALECTS: &[&str] = &["sqlite", "mysql", "mariadb", "oracle", "mssql"];
const DRIVERS: &[&str] = &[
    "aiomysql",
    "aioodbc",
    "aiosqlite",
    "asyncmy",
    "cx-oracle",
    "mariadb",
    "mysql-connector-python",
    "mysqlclient",
    "oracledb",
    "pymssql",
    "pymysql",
    "pyodbc",
    "pysqlite3",
];

/// A line that shows something, counted from 1, and what that is.
pub(super) type Sign = (usize, String);

/// The first sign of another database, in words; `in_revisions` is asked for the first one in a revision.
pub(super) fn evidence(
    versions: &Path,
    scripts: Option<&Path>,
    env: &str,
    in_revisions: impl FnOnce() -> Option<(PathBuf, Sign)>,
) -> Option<String> {
    let above = scripts.unwrap_or(versions);
    let ini = config::alembic_ini(above);
    let root = match &ini {
        Some((path, _)) => path.parent().unwrap_or(above),
        None => above.parent().unwrap_or(above),
    };
    let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    let in_env = || {
        let path = scripts?.join("env.py");
        in_lines(env, env_line).map(|(line, what)| format!("{}:{line} {what}", name(&path)))
    };
    let in_ini = || {
        let (path, text) = ini.as_ref()?;
        let url = config::ini_value(text, "sqlalchemy.url")?.to_lowercase();
        let dialect = DIALECTS.iter().find(|dialect| url.starts_with(*dialect))?;
        Some(format!("{} has a {dialect} URL", name(path)))
    };
    let in_revisions = || in_revisions().map(|(path, (line, what))| format!("{}:{line} {what}", name(&path)));
    let in_requirements = || {
        requirement_files(root).into_iter().find_map(|path| {
            let bytes = fs::read(&path).ok()?;
            let (line, what) = in_lines(&as_text(&bytes).to_lowercase(), requirement_line)?;
            Some(format!("{}:{line} {what}", name(&path)))
        })
    };
    in_env().or_else(in_ini).or_else(in_revisions).or_else(in_requirements)
}

/// The first line that shows something; comments show nothing.
fn in_lines(text: &str, shows: impl Fn(&str) -> Option<String>) -> Option<Sign> {
    let lines = text.split('\n').enumerate();
    lines
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with('#'))
        .find_map(|(number, line)| shows(line).map(|what| (number, what)))
}

/// The first line of a revision that shows another dialect; few lines speak of dialects at all.
pub(super) fn in_revision(text: &str) -> Option<Sign> {
    static WORD: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("dialect"));
    WORD.find_iter(text.as_bytes()).find_map(|at| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let line = text[start..end].trim();
        let what = if line.starts_with('#') { None } else { revision_line(line) };
        what.map(|what| (text[..start].matches('\n').count() + 1, what))
    })
}

fn env_line(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    DIALECTS.iter().find(|dialect| lower.contains(*dialect)).map(|dialect| format!("mentions {dialect}"))
}

/// A line of a revision that imports or asks for another dialect.
fn revision_line(line: &str) -> Option<String> {
    let line = line.to_lowercase();
    let relevant = line.starts_with("from sqlalchemy.dialects") || line.contains("dialect.name");
    let mut names = line.split(|c: char| !c.is_alphanumeric());
    let name = names.find(|name| DIALECTS.contains(name)).filter(|_| relevant)?;
    Some(format!("mentions {name}"))
}

/// A line of a requirements or project file, in lower case, that names a driver.
fn requirement_line(line: &str) -> Option<String> {
    let line = line.split(" #").next().unwrap_or(line).replace('_', "-");
    let mut names = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    names.find(|name| DRIVERS.contains(name)).map(|name| format!("requires {name}"))
}

fn requirement_files(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_text = path.extension().is_some_and(|extension| extension == "txt");
            name == "pyproject.toml" || (name.starts_with("requirements") && is_text)
        })
        .collect();
    files.sort();
    files
}
