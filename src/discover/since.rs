//! Which files changed since a revision of git's, which is called as a process.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use super::Target;

/// Why git could not tell.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum SinceError {
    /// There is no git.
    #[error("--since needs git, which does not start: {0}")]
    NoGit(#[source] std::io::Error),
    /// The files are not kept in git.
    #[error("--since: {}: {message}", folder.display())]
    NoRepository {
        /// Where a file was looked for.
        folder: PathBuf,
        /// What git says.
        message: String,
    },
    /// Git does not know the revision.
    #[error(
        "--since: the git repository {} knows no commit `{revision}`; a shallow clone may have to fetch it first",
        root.display()
    )]
    NoCommit {
        /// The repository.
        root: PathBuf,
        /// What was asked for.
        revision: String,
    },
    /// Git failed.
    #[error("--since: `git {command}` failed: {message}")]
    Failed {
        /// The first words of the command.
        command: String,
        /// What git says.
        message: String,
    },
}

/// The state of the repositories of a run, compared with a commit.
#[derive(Debug)]
pub(crate) struct Since {
    revision: String,
    repositories: HashMap<PathBuf, Repository>,
}

/// A working tree; all paths are absolute.
#[derive(Debug)]
struct Repository {
    /// What it is compared with.
    base: String,
    committed: HashSet<PathBuf>,
    changed: HashSet<PathBuf>,
}

impl Since {
    /// Asks git about the repositories that hold `paths`, files and folders that exist, and about those below
    /// that hold `targets`.
    ///
    /// The commit compared with is the one where HEAD parted from `revision`, so that what others
    /// committed meanwhile does not count; where history is too shallow to know it, `revision` itself.
    ///
    /// # Errors
    /// When a path is in no repository, git knows no such commit, or git fails.
    pub(crate) fn ask(
        revision: &str,
        paths: &[PathBuf],
        targets: &[Arc<Target>],
    ) -> Result<Self, SinceError> {
        let mut since = Self { revision: revision.to_owned(), repositories: HashMap::new() };
        let mut asked = HashSet::new();
        for path in paths {
            let Some(absolute) = super::absolute(path) else { continue };
            let folder = if absolute.is_dir() { &absolute } else { absolute.parent().unwrap_or(&absolute) };
            if !asked.insert(folder.to_owned()) {
                continue;
            }
            let root = root_of(folder)?;
            if !since.repositories.contains_key(&root) {
                let repository = Repository::read(&root, &since.revision)?;
                since.repositories.insert(root, repository);
            }
        }
        for folder in targets.iter().map(|target| target.folder()) {
            if asked.insert(folder.to_owned()) {
                since.enter(folder)?;
            }
        }
        Ok(since)
    }

    /// Asks about the repository of `folder` where that lies within one that is known: a submodule is compared
    /// with the commit of its own that the outer one had, anything else with the same revision.
    fn enter(&mut self, folder: &Path) -> Result<(), SinceError> {
        let Some(root) = folder.ancestors().find(|folder| folder.join(".git").exists()) else {
            return Ok(());
        };
        if self.repositories.contains_key(root) {
            return Ok(());
        }
        let outer = root.ancestors().find_map(|folder| Some((folder, self.repositories.get(folder)?)));
        let then = match outer {
            Some((outer, Repository { base, .. })) => {
                let inner = root.strip_prefix(outer).unwrap_or(root).to_string_lossy().replace('\\', "/");
                let tree = git(outer, &["ls-tree", base, "--", &inner])?;
                submodule(&tree.stdout)
            }
            None => None,
        };
        let repository = Repository::read(root, then.as_deref().unwrap_or(&self.revision))?;
        self.repositories.insert(root.to_owned(), repository);
        Ok(())
    }

    /// Whether the file differs from what it was, or was never committed.
    pub(crate) fn has_changed(&self, target: &Target) -> bool {
        let differs = |path: &Path| {
            let repository = path.ancestors().find_map(|folder| self.repositories.get(folder));
            repository.is_none_or(|repository| {
                !repository.committed.contains(path) || repository.changed.contains(path)
            })
        };
        differs(&target.absolute) || (target.is_link && differs(&target.resolved()))
    }
}

impl Repository {
    fn read(root: &Path, revision: &str) -> Result<Self, SinceError> {
        let commit = commit(root, revision)?;
        let base = git(root, &["merge-base", &commit, "HEAD"])?;
        let base = if base.status.success() { first_line(&base.stdout) } else { commit };
        // A renamed file counts under its new name.
        let changed = [
            "diff",
            "--name-only",
            "-z",
            "--no-renames",
            "--no-relative",
            "--no-ext-diff",
            "--ignore-submodules",
            "--diff-filter=d",
            &base,
            "--",
        ];
        let committed = ["ls-files", "-z"];
        let (committed, changed) = (listed(root, &committed)?, listed(root, &changed)?);
        Ok(Self { base, committed, changed })
    }
}

/// The commit of a submodule that `git ls-tree` shows.
fn submodule(line: &[u8]) -> Option<String> {
    let mut words = std::str::from_utf8(line).ok()?.split_whitespace();
    let is_one = words.next() == Some("160000") && words.next() == Some("commit");
    is_one.then(|| words.next().map(str::to_owned)).flatten()
}

/// The top of the working tree that `folder` is in.
fn root_of(folder: &Path) -> Result<PathBuf, SinceError> {
    let output = git(folder, &["rev-parse", "--show-toplevel"])?;
    if output.status.success() {
        return Ok(path(output.stdout.trim_ascii_end()));
    }
    let message = complaint(&output);
    Err(SinceError::NoRepository { folder: folder.to_owned(), message })
}

/// The commit that `revision` names.
fn commit(root: &Path, revision: &str) -> Result<String, SinceError> {
    let unknown = || SinceError::NoCommit { root: root.to_owned(), revision: revision.to_owned() };
    // Git would take it for an option.
    if revision.is_empty() || revision.starts_with('-') {
        return Err(unknown());
    }
    let output = git(root, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
    if output.status.success() { Ok(first_line(&output.stdout)) } else { Err(unknown()) }
}

/// The files that a command lists, one after another, each ended by a NUL.
fn listed(root: &Path, arguments: &[&str]) -> Result<HashSet<PathBuf>, SinceError> {
    let output = git(root, arguments)?;
    if !output.status.success() {
        return Err(SinceError::Failed { command: arguments[0].to_owned(), message: complaint(&output) });
    }
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(|name| root.join(path(name))).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, SinceError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    // A hook of git's is told of its repository in a way that holds only where the hook was started.
    if std::env::var_os("GIT_WORK_TREE").is_none() {
        command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
    }
    command.output().map_err(SinceError::NoGit)
}

/// The first line of what a failed command says.
fn complaint(output: &Output) -> String {
    let line = first_line(&output.stderr);
    line.strip_prefix("fatal: ").unwrap_or(&line).to_owned()
}

fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    path(line).display().to_string()
}

/// A path as git writes it.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec()).into()
}

/// A path as git writes it: in UTF-8, with forward slashes.
#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    OsString::from(std::str::from_utf8(bytes).unwrap_or_default()).into()
}
