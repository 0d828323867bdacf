//! Real revisions: those of the oracle's cases and of the files that must stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A file's name below `tests`, and its content.
type Sample = (String, Vec<u8>);

static FILES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let mut files = below("oracle/cases");
    files.retain(|(name, _)| name.contains("/before/"));
    files.extend(below("unchanged"));
    // An absurd one is read elsewhere, and would be most of the bytes.
    files.retain(|(_, bytes)| bytes.len() < 20_000);
    assert!(files.len() > 150, "the samples are found");
    files
});

/// All revisions, in the order of their names.
pub(crate) fn files() -> &'static [Sample] {
    &FILES
}

/// Inputs that once failed a property.
pub(crate) fn found() -> Vec<Sample> {
    below("properties/found")
}

fn below(folder: &str) -> Vec<Sample> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut paths = Vec::new();
    collect(&tests.join(folder), &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&tests).unwrap().display().to_string();
    paths.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            into.push(path);
        }
    }
}
