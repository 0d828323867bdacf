//! Replaces a file, whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum WriteError {
    /// The file cannot be found, opened or read.
    #[error("cannot write: {0}")]
    Denied(#[source] io::Error),
    /// It is no regular file.
    #[error("not written: it is no regular file")]
    NotAFile,
    /// Other names stand for the same file, and would keep the old text.
    #[error(
        "not written: {0} hard links share this file, and replacing one would split them; unlink the others first"
    )]
    HardLinked(u64),
    /// Somebody else wrote it in the meantime.
    #[error("not written: the file changed while it was being worked on; run again")]
    Changed,
    /// The file was written by hand.
    #[error("not written: this command did not write the file that is there; name another with `--output`")]
    NotOurs,
    /// Somebody has changed what the command once wrote.
    #[error(
        "not written: the file was changed by hand; move what is yours to a rule file of its own and delete this one, or name another with `--output`"
    )]
    Edited,
    /// No file can be made beside it.
    #[error("not written: cannot make a temporary file in {}: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The owner cannot be kept.
    #[error("not written: cannot keep the file's owner and group: {0}")]
    Owner(#[source] io::Error),
    /// The new text could not be put down.
    #[error("not written: {0}")]
    Failed(#[source] io::Error),
}

/// Replaces the file at `path`, which has to hold `before`, by `after`. A symbolic link is kept, and so
/// are mode, owner and group.
///
/// # Errors
/// When that cannot be done; the file is then as it was.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path).map_err(WriteError::Denied)?;
    let metadata = fs::metadata(&target).map_err(WriteError::Denied)?;
    if !metadata.is_file() {
        return Err(WriteError::NotAFile);
    }
    let links = link_count(&metadata);
    if links > 1 {
        return Err(WriteError::HardLinked(links));
    }
    // A rename would get round a file that its owner made read-only.
    OpenOptions::new().write(true).open(&target).map_err(WriteError::Denied)?;
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new()
        .prefix(".rectify-")
        .suffix(".tmp")
        .tempfile_in(folder)
        // What the library says names a file that nobody has heard of.
        .map_err(|error| WriteError::Folder { folder: folder.to_owned(), source: error.kind().into() })?;
    file.write_all(after).map_err(WriteError::Failed)?;
    keep_owner(file.as_file(), &metadata).map_err(WriteError::Owner)?;
    file.as_file().set_permissions(metadata.permissions()).map_err(WriteError::Failed)?;
    file.as_file().sync_all().map_err(WriteError::Failed)?;
    if fs::read(&target).map_err(WriteError::Denied)? != before {
        return Err(WriteError::Changed);
    }
    file.persist(&target).map_err(|error| WriteError::Failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes a file that a command makes, with the folder that it is in. One that is there already has to
/// begin with `header`, and to be as the command wrote it.
///
/// # Errors
/// When somebody else wrote or changed the file that is there, or it cannot be written.
pub(crate) fn generated(
    path: &Path,
    header: &str,
    text: &str,
    is_untouched: impl Fn(&str) -> bool,
) -> Result<(), WriteError> {
    match fs::read(path) {
        Ok(before) if !before.starts_with(header.as_bytes()) => Err(WriteError::NotOurs),
        Ok(before) if before == text.as_bytes() => Ok(()),
        Ok(before) if !std::str::from_utf8(&before).is_ok_and(&is_untouched) => Err(WriteError::Edited),
        Ok(before) => replace(path, &before, text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(WriteError::Failed)?;
            }
            let mut file =
                OpenOptions::new().write(true).create_new(true).open(path).map_err(WriteError::Failed)?;
            file.write_all(text.as_bytes()).map_err(|error| {
                // A part of it would pass for the whole the next time.
                drop(fs::remove_file(path));
                WriteError::Failed(error)
            })
        }
        Err(error) => Err(WriteError::Denied(error)),
    }
}

/// Writes a report to `path`, which may exist already.
///
/// # Errors
/// When the file cannot be made or written.
pub(crate) fn report(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)
}

#[cfg(unix)]
fn link_count(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn link_count(_metadata: &fs::Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn keep_owner(file: &fs::File, wanted: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let have = file.metadata()?;
    let uid = (have.uid() != wanted.uid()).then(|| wanted.uid());
    let gid = (have.gid() != wanted.gid()).then(|| wanted.gid());
    if uid.is_some() || gid.is_some() { fchown(file, uid, gid) } else { Ok(()) }
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _wanted: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the new name last through a power cut, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        // Some file systems refuse to sync a folder; the file itself is safe already.
        drop(folder.sync_all());
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn folder_with(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b.py");
        report(&path, text.as_bytes()).unwrap();
        (folder, path)
    }

    #[test]
    fn the_mode_is_kept() {
        let (_folder, path) = folder_with("old");
        fs::set_permissions(&path, Permissions::from_mode(0o750)).unwrap();
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o750);
    }

    #[test]
    fn a_link_still_points_to_its_target() {
        let (folder, path) = folder_with("old");
        let link = folder.path().join("link.py");
        symlink(&path, &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn what_cannot_be_replaced_safely_is_left_alone() {
        let (folder, path) = folder_with("old");
        assert!(matches!(replace(&path, b"other", b"new"), Err(WriteError::Changed)));
        assert!(matches!(replace(folder.path(), b"", b"new"), Err(WriteError::NotAFile)));
        fs::hard_link(&path, folder.path().join("twin.py")).unwrap();
        assert!(matches!(replace(&path, b"old", b"new"), Err(WriteError::HardLinked(2))));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }
}
