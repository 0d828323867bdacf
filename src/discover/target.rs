//! A file of a run.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::ThreadPool;

use super::{scan, unreadable};
use crate::source::SourceFile;

/// How many files a worker is given at once to read ahead.
const BATCH: usize = 64;

/// A file to look at.
#[derive(Debug)]
pub(crate) struct Target {
    /// The path as people see it: as given, or below what was given.
    pub(crate) shown: PathBuf,
    /// The absolute path; links in its folder are resolved, one that it is itself is not.
    pub(crate) absolute: PathBuf,
    /// Whether the file itself was named, not a folder above it.
    pub(crate) named: bool,
    pub(super) is_link: bool,
    file: OnceLock<Result<Option<SourceFile>, String>>,
}

impl Target {
    pub(super) fn new(shown: PathBuf, absolute: PathBuf, named: bool, is_link: bool) -> Arc<Self> {
        Arc::new(Self { shown, absolute, named, is_link, file: OnceLock::new() })
    }

    /// The folder that the file is in.
    pub(crate) fn folder(&self) -> &Path {
        self.absolute.parent().unwrap_or(&self.absolute)
    }

    /// The path of the file that the target is or links to.
    pub(super) fn resolved(&self) -> PathBuf {
        let linked = self.is_link.then(|| fs::canonicalize(&self.absolute).ok()).flatten();
        linked.unwrap_or_else(|| self.absolute.clone())
    }

    /// Reads the file, so that it is there when it is asked for.
    pub(crate) fn read_ahead(&self) {
        let _ = self.read();
    }

    /// The decoded file, read when it is first asked for; nothing for one that was come across and cannot be a
    /// revision.
    ///
    /// # Errors
    /// When it cannot be read, or is no text that can be edited.
    pub(crate) fn read(&self) -> Result<Option<&SourceFile>, &str> {
        let read = || {
            let bytes = fs::read(&self.absolute).map_err(|error| unreadable(&error))?;
            if !self.named && !scan::may_be_revision(&bytes) {
                return Ok(None);
            }
            SourceFile::decode(&self.shown, bytes).map(Some).map_err(|error| error.to_string())
        };
        self.file.get_or_init(read).as_ref().map(Option::as_ref).map_err(String::as_str)
    }
}

/// What has `workers` read the files that it is given, while others are still looked for; the last few are
/// read when they are asked for.
pub(crate) fn reader(workers: &ThreadPool) -> impl FnMut(&Arc<Target>) {
    let mut batch = Vec::new();
    move |target| {
        batch.push(Arc::clone(target));
        if batch.len() == BATCH {
            let batch = mem::take(&mut batch);
            workers.spawn(move || batch.iter().for_each(|target| target.read_ahead()));
        }
    }
}
