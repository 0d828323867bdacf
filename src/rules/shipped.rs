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
    "fastapi-users",
    "ormar",
    "oslo-db",
    "pgvecto-rs",
    "pgvector",
    "postgis",
    "postgres",
    "sqlalchemy-jsonfield",
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

    /// The embedded rules, and a team's own beside or in place of them.
    ///
    /// # Errors
    /// Every mistake of every file.
    pub fn with_shipped(files: &[RuleFile<'_>]) -> Result<Self, Vec<LoadError>> {
        let files: Vec<RuleFile<'_>> = shipped_files().chain(files.iter().copied()).collect();
        load(&files)
    }
}
