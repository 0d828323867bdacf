//! Finds the files of a run, and what stands around them.

mod dialect;
mod folder;
mod interpreter;
mod scan;
mod shared;
mod since;
mod sources;
mod target;
mod touched;
mod tree;
mod words;

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, is_separator};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

pub(crate) use folder::{Folder, Folders, Models};
pub(crate) use interpreter::ask;
pub(crate) use since::Since;
pub(crate) use target::{Target, reader};

use crate::config;

/// Folders that never hold a project's own revisions.
const SKIPPED: &[&str] = &[".venv", "site-packages", "node_modules", "__pycache__"];

/// A path that cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The path.
    pub(crate) path: PathBuf,
    /// What is wrong with it.
    pub(crate) message: String,
}

/// Every file of a run, in path order, and what cannot be looked at.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files.
    pub(crate) targets: Vec<Arc<Target>>,
    /// Named files that the configuration excludes.
    pub(crate) excluded: Vec<PathBuf>,
    /// What went wrong.
    pub(crate) troubles: Vec<Trouble>,
}

/// Says whether an absolute path (of a folder: `true`) is excluded.
pub(crate) type Excludes = Arc<dyn Fn(&Path, bool) -> bool + Send + Sync>;

/// Finds the Python files that `paths` name or hold, and hands each on at once. Folders are walked by
/// `.gitignore`; a file that is found twice counts once.
pub(crate) fn find(paths: &[PathBuf], excludes: &Excludes, hand_on: &mut dyn FnMut(&Arc<Target>)) -> Found {
    let mut found = Found::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, excludes, hand_on, &mut found),
            Ok(_) => named(path, excludes, hand_on, &mut found),
            Err(error) => found.troubles.push(Trouble { path: path.clone(), message: unreadable(&error) }),
        }
    }
    // One folder without links holds no file twice.
    if paths.len() > 1 || found.targets.iter().any(|target| target.is_link) {
        // What was named goes before what was come across, so that it is the one kept.
        found.targets.sort_by(|a, b| (!a.named, &a.shown).cmp(&(!b.named, &b.shown)));
        let mut seen = HashSet::new();
        found.targets.retain(|target| seen.insert(target.resolved()));
    }
    found.targets.sort_by_cached_key(|target| order(&target.shown));
    found
}

/// What sorts as `path` does among other paths, quicker: no byte of a name comes before the one that stands
/// for a separator.
fn order(path: &Path) -> Vec<u8> {
    let separated = |&byte: &u8| if is_separator(char::from(byte)) { 0 } else { byte };
    path.as_os_str().as_encoded_bytes().iter().map(separated).collect()
}

fn named(path: &Path, excludes: &Excludes, hand_on: &mut dyn FnMut(&Arc<Target>), found: &mut Found) {
    match absolute(path) {
        Some(absolute) if excludes(&absolute, false) => found.excluded.push(shown(path)),
        Some(absolute) => {
            let is_link = absolute.is_symlink();
            let target = Target::new(shown(path), absolute, true, is_link);
            hand_on(&target);
            found.targets.push(target);
        }
        None => found.troubles.push(Trouble { path: path.to_owned(), message: "is no file".to_owned() }),
    }
}

/// The absolute path of a file, whose folder is resolved and whose own name is kept.
pub(crate) fn absolute(path: &Path) -> Option<PathBuf> {
    let Some(name) = path.file_name() else { return fs::canonicalize(path).ok() };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(fs::canonicalize(parent).ok()?.join(name))
}

fn walk(given: &Path, excludes: &Excludes, hand_on: &mut dyn FnMut(&Arc<Target>), found: &mut Found) {
    let root = match fs::canonicalize(given) {
        Ok(root) => root,
        Err(error) => {
            found.troubles.push(Trouble { path: given.to_owned(), message: unreadable(&error) });
            return;
        }
    };
    let skips = Arc::clone(excludes);
    let walk = WalkBuilder::new(&root)
        .require_git(false)
        .filter_entry(move |entry| entry.depth() == 0 || !skipped(entry, &skips))
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if is_python(&entry) => {
                let inner = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                let shown = shown(&given.join(inner));
                let is_link = entry.path_is_symlink();
                let target = Target::new(shown, entry.into_path(), false, is_link);
                hand_on(&target);
                found.targets.push(target);
            }
            Ok(_) => {}
            Err(error) => found.troubles.push(trouble(&root, given, &error)),
        }
    }
}

fn skipped(entry: &DirEntry, excludes: &Excludes) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    (is_folder && SKIPPED.iter().any(|name| entry.file_name() == *name)) || excludes(entry.path(), is_folder)
}

/// The files below `root` that may set Alembic up, in path order.
pub(crate) fn settings_files(root: &Path) -> Vec<PathBuf> {
    let nothing: Excludes = Arc::new(|_, _| false);
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .filter_entry(move |entry| entry.depth() == 0 || !skipped(entry, &nothing))
        .build();
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut paths: Vec<PathBuf> = files
        .map(DirEntry::into_path)
        .filter(|path| {
            config::has_ini_name(path) || path.file_name().is_some_and(|name| name == "pyproject.toml")
        })
        .collect();
    paths.sort();
    paths
}

/// Whether the entry is a Python file, or a link to one.
fn is_python(entry: &DirEntry) -> bool {
    let Some(kind) = entry.file_type() else { return false };
    entry.path().extension().is_some_and(|extension| extension == "py")
        && (kind.is_file() || (kind.is_symlink() && entry.path().is_file()))
}

fn trouble(root: &Path, given: &Path, error: &ignore::Error) -> Trouble {
    let mut inner = error;
    let mut path = None;
    while let ignore::Error::WithDepth { err, .. } | ignore::Error::WithPath { err, .. } = inner {
        if let ignore::Error::WithPath { path: at, .. } = inner {
            path = Some(at);
        }
        inner = err;
    }
    let path = path.map_or(given.to_owned(), |path| {
        path.strip_prefix(root).map_or(path.clone(), |inner| given.join(inner))
    });
    let message = inner.io_error().map_or_else(|| inner.to_string(), unreadable);
    Trouble { path: shown(&path), message }
}

/// A path as it is shown: without a leading `./`.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let plain = path.strip_prefix(".").unwrap_or(path);
    if plain.as_os_str().is_empty() { path.to_owned() } else { plain.to_owned() }
}

/// What is wrong with a path that cannot be read.
fn unreadable(error: &io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        "no such file or folder".to_owned()
    } else if error.kind() == ErrorKind::PermissionDenied {
        "cannot be read: permission denied".to_owned()
    } else {
        format!("cannot be read: {error}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fn put(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            put(&path, "");
        }
        folder
    }

    fn names(folder: &Path, found: &Found) -> Vec<String> {
        let name = |target: &Arc<Target>| target.shown.strip_prefix(folder).unwrap().display().to_string();
        found.targets.iter().map(name).collect()
    }

    fn none() -> Excludes {
        Arc::new(|_, _| false)
    }

    #[test]
    fn folders_that_hold_no_revisions_are_passed_over() {
        let folder = tree(&[
            "b/z.py",
            "b/a.py",
            "a.py",
            "a.txt",
            ".venv/x.py",
            "lib/site-packages/x.py",
            "node_modules/x.py",
            ".hidden/x.py",
            "out/x.py",
        ]);
        put(&folder.path().join(".gitignore"), "out/\n");
        let found = find(&[folder.path().to_owned()], &none(), &mut |_| ());
        assert_eq!(names(folder.path(), &found), ["a.py", "b/a.py", "b/z.py"]);
    }

    #[test]
    fn a_named_file_is_taken_whatever_gitignore_says_but_not_what_exclude_says() {
        let folder = tree(&["x.py", "y.py"]);
        put(&folder.path().join(".gitignore"), "*.py\n");
        let paths = [folder.path().join("x.py"), folder.path().join("y.py"), folder.path().to_owned()];
        let excludes: Excludes = Arc::new(|path, _| path.ends_with("y.py"));
        let found = find(&paths, &excludes, &mut |_| ());
        assert_eq!(names(folder.path(), &found), ["x.py"]);
        assert_eq!(found.excluded, [folder.path().join("y.py")]);
    }

    #[test]
    fn a_file_found_twice_counts_once_and_a_missing_one_is_trouble() {
        let folder = tree(&["a.py"]);
        let path = folder.path().join("a.py");
        let found = find(
            &[folder.path().to_owned(), path.clone(), folder.path().join("no.py")],
            &none(),
            &mut |_| (),
        );
        assert_eq!(found.targets.len(), 1);
        assert!(found.targets[0].named);
        assert_eq!(found.troubles[0].message, "no such file or folder");
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end() {
        let folder = tree(&["versions/a.py"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("versions/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere.py", folder.path().join("versions/dangling.py")).unwrap();
        std::os::unix::fs::symlink("a.py", folder.path().join("versions/b.py")).unwrap();
        let found = find(&[folder.path().to_owned()], &none(), &mut |_| ());
        assert_eq!(names(folder.path(), &found), ["versions/a.py"]);
        assert!(found.troubles.is_empty());
    }
}
