//! What may go wrong around a run: it is killed, the disk is full, a file changes under it, names are odd.
//! Every file is then what it was or what it was to become, and the run says so.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const RECTIFY: &str = env!("CARGO_BIN_EXE_rectify");
const OLD: &str = "op.add_column('doc', sa.Column('e', db.Vector(3), nullable=True))";
const NEW: &str = "op.execute('ALTER TABLE doc ADD COLUMN e vector(3)')";

/// A revision around `line` in `upgrade`, some kilobytes long.
fn revision(line: &str) -> String {
    let rows = "    # a comment that makes the file longer than one block of the disk\n".repeat(60);
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a'\ndown_revision = None\n\n\n\
         def upgrade():\n{rows}    {line}\n\n\ndef downgrade():\n    op.drop_column('doc', 'e')\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn put(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// A folder with a configuration that leaves only the rewrite itself, and `count` revisions to mend.
fn folder(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("rectify.toml"), "comments = false\ncreate-extension = \"never\"\n");
    (0..count).for_each(|number| put(&path(folder.path(), number), &revision(OLD)));
    folder
}

fn path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:03}.py"))
}

fn rectify(folder: &Path) -> Command {
    let mut command = Command::new(RECTIFY);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn ends(output: &Output, code: i32) -> String {
    let said = [output.stdout.as_slice(), &output.stderr].concat().escape_ascii().to_string();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// How many of the revisions are mended; each is old or new, to the byte.
#[track_caller]
fn mended(folder: &Path, count: usize) -> usize {
    let (old, new) = (revision(OLD), revision(NEW));
    let is_new = |number: &usize| {
        let text = fs::read_to_string(path(folder, *number)).unwrap();
        assert!(text == old || text == new, "{number} is half written: {text}");
        text == new
    };
    (0..count).filter(is_new).count()
}

fn leftovers(folder: &Path) -> usize {
    let is_temporary = |name: &OsStr| name.as_bytes().starts_with(b".rectify-");
    fs::read_dir(folder).unwrap().filter(|entry| is_temporary(&entry.as_ref().unwrap().file_name())).count()
}

#[test]
fn a_kill_at_any_moment_leaves_every_file_old_or_new() {
    const FILES: usize = 45;
    const ROUNDS: usize = 15;
    let mut halfway = 0;
    for round in 0..ROUNDS {
        let folder = folder(FILES);
        let mut child = rectify(folder.path()).args(["fix", "--quiet"]).spawn().unwrap();
        // Each round waits until another file is new, and then a little longer.
        let last = path(folder.path(), round * FILES / ROUNDS);
        let patience = Instant::now() + Duration::from_mins(1);
        while fs::read_to_string(&last).unwrap() == revision(OLD) && Instant::now() < patience {
            thread::yield_now();
        }
        thread::sleep(Duration::from_micros(97 * u64::try_from(round).unwrap()));
        child.kill().unwrap();
        child.wait().unwrap();
        let done = mended(folder.path(), FILES);
        halfway += usize::from(done > 0 && done < FILES);
        assert!(leftovers(folder.path()) <= 1, "more than the file at hand is left");

        ends(&rectify(folder.path()).arg("fix").output().unwrap(), 0);
        assert_eq!(mended(folder.path(), FILES), FILES, "the next run ends the work");
    }
    assert!(halfway >= ROUNDS / 2, "only {halfway} of {ROUNDS} runs were killed at work");
}

/// A run that may write no more than a kilobyte into any file.
fn short_of_space(folder: &Path, signal: &str) -> Output {
    let script = format!("ulimit -f 1; {signal} exec \"$0\" fix 000.py");
    let mut command = Command::new("bash");
    command.args(["-c", &script, RECTIFY]).current_dir(folder);
    command.output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let folder = folder(1);
    let said = ends(&short_of_space(folder.path(), "trap '' XFSZ;"), 2);
    assert!(said.contains("000.py: not written: File too large"), "{said}");
    assert_eq!((mended(folder.path(), 1), leftovers(folder.path())), (0, 0));

    // Where the limit kills, nobody is left to tidy up.
    let output = short_of_space(folder.path(), "");
    assert_eq!(output.status.code(), None, "the signal ends the run");
    assert_eq!(mended(folder.path(), 1), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_behind_the_output_is_an_error() {
    let folder = folder(1);
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let said = ends(&rectify(folder.path()).arg("check").stdout(full()).output().unwrap(), 2);
    assert!(said.contains("cannot write to the standard output: No space left on device"), "{said}");
    let report = rectify(folder.path()).args(["check", "--output-file", "/dev/full"]).output().unwrap();
    let said = ends(&report, 2);
    assert!(said.contains("/dev/full: cannot be written: No space left on device"), "{said}");
}

#[test]
fn a_file_that_changes_between_reading_and_writing_is_refused() {
    let folder = folder(2);
    let (changed, pipe) = (path(folder.path(), 0), folder.path().join("pipe.py"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = rectify(folder.path());
    let child = command.args(["fix", "--jobs", "1", "000.py", "001.py", "pipe.py"]).spawn().unwrap();
    // One worker reads in the order of the paths: who opens the pipe has read the others.
    let mut writer = OpenOptions::new().write(true).open(&pipe).unwrap();
    let theirs = revision(OLD).replace("'doc'", "'other'");
    put(&changed, &theirs);
    writer.write_all(b"x = 1\n").unwrap();
    drop(writer);
    let said = ends(&child.wait_with_output().unwrap(), 2);
    assert!(said.contains("000.py: not written: the file changed while it was being worked on"), "{said}");
    assert_eq!(fs::read_to_string(&changed).unwrap(), theirs);
    assert_eq!(fs::read_to_string(path(folder.path(), 1)).unwrap(), revision(NEW), "the other is mended");
    assert_eq!(leftovers(folder.path()), 0);
}

#[test]
fn a_schema_names_the_revisions_that_it_lacks() {
    let folder = folder(1);
    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fs::write(folder.path().join("latin.py"), b"# \xff\nrevision = 'b'\ndef upgrade():\n    pass\n").unwrap();
    let output = rectify(folder.path()).args(["schema", "--revisions", "."]).output().unwrap();
    assert!(ends(&output, 2).contains("latin.py: not UTF-8"));
}

#[test]
fn links_that_lead_in_a_circle_end_the_run_in_order() {
    let folder = folder(1);
    fs::create_dir(folder.path().join("deep")).unwrap();
    symlink("..", folder.path().join("deep/up")).unwrap();
    symlink("b.py", folder.path().join("a.py")).unwrap();
    symlink("a.py", folder.path().join("b.py")).unwrap();
    ends(&rectify(folder.path()).arg("fix").output().unwrap(), 0);
    assert_eq!(mended(folder.path(), 1), 1);
    let said = ends(&rectify(folder.path()).args(["fix", "a.py"]).output().unwrap(), 2);
    assert!(said.contains("a.py: cannot be read"), "{said}");
}

/// Names that a Unix system takes: a line break, bytes that are no text, an option, an escape sequence.
const ODD_NAMES: &[&[u8]] =
    &[b"a\nb.py", b"\xff\xfe.py", b"--help.py", b"\x1b[2J.py", b"'\";$(x).py", b" .py"];

#[test]
fn odd_names_are_found_mended_and_shown() {
    let folder = folder(0);
    let paths = || ODD_NAMES.iter().map(|name| folder.path().join(OsStr::from_bytes(name)));
    paths().for_each(|path| put(&path, &revision(OLD)));
    for format in ["json", "sarif", "github", "gitlab", "concise", "text"] {
        let output = rectify(folder.path()).args(["check", "--output-format", format]).output().unwrap();
        ends(&output, 1);
        std::str::from_utf8(&output.stdout).unwrap();
    }
    let json = rectify(folder.path()).args(["check", "--output-format", "json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), ODD_NAMES.len());

    let patch = rectify(folder.path()).args(["diff", "--quiet"]).output().unwrap();
    ends(&patch, 1);
    ends(&rectify(folder.path()).arg("fix").output().unwrap(), 0);
    assert!(paths().all(|path| fs::read_to_string(path).unwrap() == revision(NEW)));

    paths().for_each(|path| put(&path, &revision(OLD)));
    let mut git = Command::new("git");
    git.args(["apply", "-"]).current_dir(folder.path()).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&patch.stdout).unwrap();
    ends(&child.wait_with_output().unwrap(), 0);
    assert!(paths().all(|path| fs::read_to_string(path).unwrap() == revision(NEW)), "the patch applies too");
}

#[test]
fn a_hundred_thousand_files_are_one_run() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("rectify.toml"), "comments = false\ncreate-extension = \"never\"\n");
    let revision = |number: u32, line: &str| {
        let before = number.checked_sub(1).map_or("None".to_owned(), |number| format!("'{number}'"));
        format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = '{number}'\n\
             down_revision = {before}\ndef upgrade():\n    {line}\n"
        )
    };
    let is_broken = |number: u32| number % 10_000 == 9_999;
    for number in 0..100_000 {
        let line = if is_broken(number) { OLD } else { "op.drop_index('ix', table_name='doc')" };
        put(&folder.path().join(format!("{number}.py")), &revision(number, line));
    }
    let said = ends(&rectify(folder.path()).args(["fix", "--jobs", "4"]).output().unwrap(), 0);
    assert!(said.contains("mended 10 findings in 10 of 100000 revisions"), "{said}");
    for number in (0..100_000).filter(|&number| is_broken(number)) {
        let text = fs::read_to_string(folder.path().join(format!("{number}.py"))).unwrap();
        assert_eq!(text, revision(number, NEW));
    }
}
