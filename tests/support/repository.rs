//! Scratch git repositories with revisions.

#![allow(dead_code, reason = "no test file needs all of it")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository with a branch `main`.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs git, untouched by the user's configuration; what it printed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git is installed");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "git {arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Commits everything.
    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "a step"]);
    }

    /// Writes a file.
    #[expect(clippy::disallowed_methods, reason = "a scratch file")]
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a revision that has an error which is mended.
    pub(crate) fn revision(&self, name: &str) {
        self.write(name, &broken(name));
    }

    /// Runs rectify in a folder of the repository.
    pub(crate) fn rectify(&self, folder: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rectify"))
            .args(arguments)
            .current_dir(self.path().join(folder))
            .output()
            .unwrap()
    }
}

/// A revision that has an error which is mended.
pub(crate) fn broken(id: &str) -> String {
    format!(
        "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = {id:?}\ndown_revision = None\n\n\n\
         def upgrade():\n    op.add_column('doc', sa.Column('name', sqlmodel.AutoString(), nullable=True))\n"
    )
}
