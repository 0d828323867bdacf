//! The packs that are embedded in the binary.

use std::path::Path;

use super::load::{LoadError, RuleFile, load};
use super::rule::Origin;
use super::set::RuleSet;

macro_rules! packs {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("rules/", $name, ".yaml"), include_str!(concat!("../../rules/", $name, ".yaml")))),*]
    };
}

/// Paths and texts of the embedded packs.
const PACKS: &[(&str, &str)] = packs![
    "advanced-alchemy",
    "citext",
    "fastapi-storages",
    "fastapi-users",
    "ormar",
    "oslo-db",
    "pgvecto-rs",
    "pgvector",
    "postgis",
    "postgres",
    "sqlalchemy-jsonfield",
    "sqlalchemy-utc",
    "sqlalchemy-utils",
    "sqlalchemy",
    "sqlmodel",
];

/// The embedded packs as rule files.
pub fn shipped_files<'a>() -> impl Iterator<Item = RuleFile<'a>> {
    PACKS.iter().map(|&(path, text)| RuleFile { path: Path::new(path), text, origin: Origin::Shipped })
}

impl RuleSet {
    /// The embedded rules.
    pub fn shipped() -> Self {
        let files: Vec<RuleFile<'_>> = shipped_files().collect();
        // A test loads every embedded pack: there is nothing left to go wrong.
        load(&files).unwrap_or_default()
    }

    /// The embedded rules without their tests, and a team's own beside or in place of them: what a run needs.
    ///
    /// # Errors
    /// Every mistake of every file.
    pub fn for_run(files: &[RuleFile<'_>]) -> Result<Self, Vec<LoadError>> {
        let texts: Vec<String> = PACKS.iter().map(|(_, text)| without_tests(text)).collect();
        let shipped = shipped_files().zip(&texts).map(|(file, text)| RuleFile { text, ..file });
        let files: Vec<RuleFile<'_>> = shipped.chain(files.iter().copied()).collect();
        load(&files)
    }

    /// The embedded rules, and a team's own beside or in place of them.
    ///
    /// # Errors
    /// Every mistake of every file.
    pub fn with_shipped(files: &[RuleFile<'_>]) -> Result<Self, Vec<LoadError>> {
        let files: Vec<RuleFile<'_>> = shipped_files().chain(files.iter().copied()).collect();
        load(&files)
    }
}

/// A pack as the embedded ones are written, without the tests of its rules: more than half of the text,
/// which every run would wait for.
fn without_tests(text: &str) -> String {
    const INDENT: usize = 4;
    let mut kept = String::with_capacity(text.len());
    let mut in_tests = false;
    for line in text.split_inclusive('\n') {
        let code = line.trim();
        let indent = line.len() - line.trim_start().len();
        let begins = indent == INDENT && code == "tests:";
        in_tests = begins || (in_tests && (code.is_empty() || indent > INDENT));
        if !in_tests {
            kept.push_str(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_every_rule_but_its_tests() {
        let without = |mut rule: super::super::Rule| {
            rule.tests.clear();
            format!("{rule:?}")
        };
        let full: Vec<String> = RuleSet::shipped().rules().iter().cloned().map(without).collect();
        let run = RuleSet::for_run(&[]).unwrap();
        assert!(run.rules().iter().all(|rule| rule.tests.is_empty()));
        let run_rules: Vec<String> = run.rules().iter().map(|rule| format!("{rule:?}")).collect();
        assert_eq!(run_rules, full);
        assert_eq!(run.packs(), RuleSet::shipped().packs());
    }
}
