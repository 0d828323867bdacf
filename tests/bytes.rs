//! Bytes in, the same bytes out: whatever an edit does not touch stays as it is, and so do the file's mode,
//! links and owner.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const RECTIFY: &str = env!("CARGO_BIN_EXE_rectify");
const OLD: &str = "op.add_column('doc', sa.Column('e', db.Vector(3), nullable=True))";
const NEW: &str = "op.execute('ALTER TABLE doc ADD COLUMN e vector(3)')";

/// A revision around `line` in `upgrade`.
fn revision(line: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a'\ndown_revision = None\n\n\n\
         def upgrade():\n    {line}\n\n\ndef downgrade():\n    op.drop_column('doc', 'e')\n"
    )
}

/// An empty folder with a configuration that leaves only the rewrite itself.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("rectify.toml"), b"comments = false\ncreate-extension = \"never\"\n");
    folder
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

fn rectify(folder: &Path, args: &[&str]) -> Output {
    Command::new(RECTIFY).args(args).current_dir(folder).output().unwrap()
}

#[track_caller]
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Checks that `fix` turns `before` into `after`, that a second run changes nothing, that the patch of
/// `diff` does the same through `git apply`, and that the standard input gives the same.
#[track_caller]
fn becomes(before: &[u8], after: &[u8]) {
    let folder = folder();
    let path = folder.path().join("a b.py");
    put(&path, before);
    let diff = rectify(folder.path(), &["diff", "--quiet", "a b.py"]);
    assert_eq!(diff.status.code(), Some(1), "{}", text(&diff.stderr));

    let output = rectify(folder.path(), &["fix", "a b.py"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(fs::read(&path).unwrap().escape_ascii().to_string(), after.escape_ascii().to_string());

    let again = rectify(folder.path(), &["fix", "a b.py"]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(fs::read(&path).unwrap(), after, "a second run changes nothing");

    put(&path, before);
    git_apply(folder.path(), &diff.stdout);
    assert_eq!(fs::read(&path).unwrap().escape_ascii().to_string(), after.escape_ascii().to_string());

    assert_eq!(through_stdin(folder.path(), before), after);
}

#[track_caller]
fn git_apply(folder: &Path, patch: &[u8]) {
    let mut git = Command::new("git");
    git.args(["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]).current_dir(folder);
    let output = feed(&mut git, patch);
    assert!(output.status.success(), "{}\n{}", text(&output.stderr), text(patch));
}

#[track_caller]
fn through_stdin(folder: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut rectify = Command::new(RECTIFY);
    rectify.args(["fix", "-"]).current_dir(folder);
    feed(&mut rectify, bytes).stdout
}

#[track_caller]
fn feed(command: &mut Command, bytes: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// Checks that the file stays as it is, that the run ends with `code`, and that it says `message`.
#[track_caller]
fn is_refused(bytes: &[u8], code: i32, message: &str) {
    let folder = folder();
    let path = folder.path().join("x.py");
    put(&path, bytes);
    let output = rectify(folder.path(), &["fix", "x.py"]);
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(message), "{said}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn plain_files() {
    becomes(revision(OLD).as_bytes(), revision(NEW).as_bytes());
}

#[test]
fn windows_line_endings() {
    let crlf = |text: String| text.replace('\n', "\r\n").into_bytes();
    becomes(&crlf(revision(OLD)), &crlf(revision(NEW)));
}

#[test]
fn a_byte_order_mark() {
    let marked = |text: String| format!("\u{feff}{text}").into_bytes();
    becomes(&marked(revision(OLD)), &marked(revision(NEW)));
    let early = |line: &str| {
        let head =
            "\u{feff}from alembic import op; import sqlalchemy as sa; revision = 'a'; down_revision = None";
        format!("{head}\ndef upgrade():\n    {line}\n").into_bytes()
    };
    becomes(&early(OLD), &early(NEW));
}

#[test]
fn tabs_form_feeds_and_trailing_blanks() {
    let odd = |line: &str| revision(line).replace("    ", "\t").replace("\n\n\ndef", "  \n\u{c}\n\ndef");
    becomes(odd(OLD).as_bytes(), odd(NEW).as_bytes());
}

#[test]
fn no_final_newline() {
    let bare = |line: &str| revision(line).trim_end().to_owned();
    becomes(bare(OLD).as_bytes(), bare(NEW).as_bytes());
    let last = |line: &str| {
        format!(
            "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a'\ndown_revision = None\n\
             def upgrade():\n    {line}"
        )
    };
    becomes(last(OLD).as_bytes(), last(NEW).as_bytes());
}

#[test]
fn a_coding_cookie_and_wide_characters() {
    let wide = |line: &str| format!("# -*- coding: utf-8 -*-\n# größer 🦀\n{}", revision(line));
    becomes(wide(OLD).as_bytes(), wide(NEW).as_bytes());
}

#[test]
fn an_unchanged_file_is_echoed_byte_for_byte() {
    let folder = folder();
    for bytes in [&b"x = 1"[..], b"", "\u{feff}x = 1\r\n".as_bytes(), b"\n\n"] {
        assert_eq!(through_stdin(folder.path(), bytes), bytes);
    }
}

#[test]
fn an_empty_file_is_no_revision() {
    is_refused(b"", 0, "no Alembic revision");
}

#[test]
fn what_is_no_utf8_text_is_refused() {
    let with = |tail: &[u8]| [revision(OLD).as_bytes(), tail].concat();
    is_refused(&with(b"# \xff\n"), 2, "not UTF-8");
    is_refused(&with(b"x = 1\ry = 2\n"), 2, "bare carriage return");
    is_refused(&with(b"# \0\n"), 2, "NUL");
    is_refused(&[b"# coding: latin-1\n", revision(OLD).as_bytes()].concat(), 2, "latin-1");
}

#[test]
fn a_deep_file_is_refused_and_does_not_crash() {
    let deep = format!("x = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    is_refused(
        revision(OLD).replace("revision = 'a'", &format!("revision = 'a'\n{deep}")).as_bytes(),
        2,
        "deep",
    );
    let open = "(".repeat(20_000);
    let folder = folder();
    put(&folder.path().join("x.py"), revision(&open).as_bytes());
    assert!(rectify(folder.path(), &["fix", "x.py"]).status.code().is_some(), "no crash");
}

#[test]
fn a_long_file_is_handled() {
    let row = format!(
        "    op.execute('INSERT INTO other (a) VALUES (1) -- {}')
",
        "é ".repeat(340)
    );
    let rows = row.repeat(20_000);
    let long = |line: &str| format!("{}\n\ndef more():\n{rows}", revision(line));
    let (before, after) = (long(OLD), long(NEW));
    assert!(before.len() > 20 << 20);
    let folder = folder();
    let path = folder.path().join("x.py");
    put(&path, before.as_bytes());
    let output = rectify(folder.path(), &["fix", "x.py"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read(&path).unwrap() == after.as_bytes());
}

#[test]
fn the_order_of_the_output_is_the_order_of_the_paths() {
    let folder = folder();
    for number in 0..40 {
        put(&folder.path().join(format!("{number:02}.py")), revision(OLD).as_bytes());
    }
    let one = rectify(folder.path(), &["diff", "--jobs", "1"]);
    let many = rectify(folder.path(), &["diff", "--jobs", "8"]);
    assert_eq!(one.stdout, many.stdout);
    let output = rectify(folder.path(), &["fix", "--jobs", "8"]);
    let said: Vec<&str> = text(&output.stdout).split('\n').filter_map(|line| line.get(..2)).collect();
    assert_eq!(said.len(), 40);
    assert!(said.is_sorted(), "{said:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    for number in 0..200 {
        put(&folder.path().join(format!("{number:03}.py")), revision(OLD).as_bytes());
    }
    let mut child = Command::new(RECTIFY)
        .arg("fix")
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let last = fs::read(folder.path().join("199.py")).unwrap();
    assert_eq!(text(&last), revision(NEW), "the work is done all the same");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::os::unix::process::CommandExt;

    use super::*;

    const NOBODY: u32 = 65534;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    /// A folder with one revision that an unprivileged user owns; nothing if this cannot be arranged.
    fn of_nobody() -> (tempfile::TempDir, PathBuf) {
        let folder = folder();
        let path = folder.path().join("x.py");
        put(&path, revision(OLD).as_bytes());
        set_mode(folder.path(), 0o755);
        if is_root() {
            for entry in fs::read_dir(folder.path()).unwrap() {
                chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
            }
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        (folder, path)
    }

    fn is_root() -> bool {
        fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
    }

    /// Runs as a user whom modes bind: root ignores them. The binary may lie where only root reaches it.
    fn unprivileged(folder: &Path, args: &[&str]) -> Output {
        let copy = tempfile::tempdir().unwrap();
        set_mode(copy.path(), 0o755);
        let binary = copy.path().join("rectify");
        fs::copy(RECTIFY, &binary).unwrap();
        set_mode(&binary, 0o755);
        let mut command = Command::new(binary);
        command.args(args).current_dir(folder);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    }

    #[test]
    fn mode_and_owner_are_kept() {
        for wanted in [0o600, 0o644, 0o755, 0o640] {
            let (folder, path) = of_nobody();
            set_mode(&path, wanted);
            let before = fs::metadata(&path).unwrap();
            let output = rectify(folder.path(), &["fix", "x.py"]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let after = fs::metadata(&path).unwrap();
            assert_eq!(mode(&path), wanted);
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
            assert_eq!(text(&fs::read(&path).unwrap()), revision(NEW));
        }
    }

    #[test]
    fn a_link_is_kept_and_its_target_changed() {
        let folder = folder();
        fs::create_dir(folder.path().join("real")).unwrap();
        let target = folder.path().join("real/x.py");
        put(&target, revision(OLD).as_bytes());
        symlink("real/x.py", folder.path().join("link.py")).unwrap();
        let output = rectify(folder.path(), &["fix", "link.py"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(fs::symlink_metadata(folder.path().join("link.py")).unwrap().is_symlink());
        assert_eq!(text(&fs::read(&target).unwrap()), revision(NEW));
    }

    #[test]
    fn a_hard_link_is_refused_and_the_others_go_on() {
        let folder = folder();
        let (path, other) = (folder.path().join("x.py"), folder.path().join("y.py"));
        put(&path, revision(OLD).as_bytes());
        put(&other, revision(OLD).as_bytes());
        fs::hard_link(&path, folder.path().join("twin.txt")).unwrap();
        let output = rectify(folder.path(), &["fix"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("x.py: not written: 2 hard links"), "{}", text(&output.stderr));
        assert_eq!(text(&fs::read(&path).unwrap()), revision(OLD));
        assert_eq!(text(&fs::read(&other).unwrap()), revision(NEW));
    }

    #[test]
    fn a_file_that_may_not_be_written_is_refused() {
        let (folder, path) = of_nobody();
        set_mode(&path, 0o444);
        let output = unprivileged(folder.path(), &["fix", "x.py"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains("x.py: cannot write: Permission denied"),
            "{}",
            text(&output.stderr)
        );
        assert_eq!(text(&fs::read(&path).unwrap()), revision(OLD));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_refused() {
        let (folder, path) = of_nobody();
        set_mode(folder.path(), 0o555);
        let output = unprivileged(folder.path(), &["fix", "x.py"]);
        set_mode(folder.path(), 0o755);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.contains("cannot make a temporary file in") && !said.contains(".rectify-"), "{said}");
        assert_eq!(text(&fs::read(&path).unwrap()), revision(OLD));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn init_says_once_why_it_may_not_write() {
        let (folder, _) = of_nobody();
        let ini = folder.path().join("alembic.ini");
        fs::create_dir_all(folder.path().join("db/versions")).unwrap();
        put(&ini, b"[alembic]\nscript_location = db\n");
        for (file, directory, why) in
            [(0o666, 0o555, "permission denied"), (0o444, 0o755, "Permission denied")]
        {
            set_mode(&ini, file);
            set_mode(folder.path(), directory);
            let output = unprivileged(folder.path(), &["init", "--yes"]);
            set_mode(folder.path(), 0o755);
            assert_eq!(output.status.code(), Some(2));
            let said = text(&output.stderr);
            assert!(said.starts_with("error: alembic.ini: "), "{said}");
            assert_eq!(said.matches(why).count(), 1, "{said}");
        }
    }

    #[test]
    fn a_file_or_folder_that_may_not_be_read_is_reported_and_the_others_go_on() {
        let (folder, path) = of_nobody();
        let closed = folder.path().join("closed");
        fs::create_dir(&closed).unwrap();
        set_mode(&closed, 0o000);
        put(&folder.path().join("secret.py"), revision(OLD).as_bytes());
        set_mode(&folder.path().join("secret.py"), 0o000);
        let output = unprivileged(folder.path(), &["fix"]);
        set_mode(&closed, 0o755);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("closed: cannot be read: permission denied"), "{said}");
        assert!(said.contains("secret.py: cannot be read: permission denied"), "{said}");
        assert_eq!(text(&fs::read(&path).unwrap()), revision(NEW));
    }

    #[test]
    fn an_owner_that_cannot_be_kept_is_refused() {
        if !is_root() {
            return;
        }
        let (folder, path) = of_nobody();
        chown(&path, Some(0), Some(0)).unwrap();
        set_mode(&path, 0o666);
        let output = unprivileged(folder.path(), &["fix", "x.py"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("cannot keep the file's owner"), "{}", text(&output.stderr));
        assert_eq!(text(&fs::read(&path).unwrap()), revision(OLD));
    }
}
