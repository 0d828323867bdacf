//! What is different on a terminal: colours, escaped control characters, the progress bar.
//!
//! The terminal comes from `script` (Debian's bsdutils).

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const RECTIFY: &str = env!("CARGO_BIN_EXE_rectify");

fn revision(column: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a'\ndown_revision = None\n\n\n\
         def upgrade():\n    op.add_column('doc', sa.Column('{column}', db.Vector(3)))\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn put(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// What the command writes to a terminal, with its lines ended by `\n`.
fn on_terminal(folder: &Path, args: &str) -> String {
    let output = Command::new("script")
        .args(["-qec", &format!("'{RECTIFY}' {args}"), "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .expect("`script` is installed");
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}

#[test]
fn control_characters_are_escaped_and_results_come_before_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("x.py"), &revision("e\u{1b}[2J\u{202e}"));
    for format in ["concise", "text"] {
        let said = on_terminal(folder.path(), &format!("check --color never --output-format {format}"));
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
        let (finding, summary) = (said.find("[custom-type]").unwrap(), said.find("in 1 of 1").unwrap());
        assert!(finding < summary, "{said}");
    }
    let patch = on_terminal(folder.path(), "diff --color never");
    assert!(patch.contains("\\x1b[2J\\u{202e}"), "{patch:?}");
    assert!(on_terminal(folder.path(), "diff").contains("\u{1b}[31m-    op.add_column"));
}

#[test]
fn a_long_run_shows_its_progress_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..3000 {
        put(&folder.path().join(format!("{number:04}.py")), &revision("e"));
    }
    let said = on_terminal(folder.path(), "check --color never --statistics --jobs 4");
    assert!(said.contains("custom-type[pgvector/vector]"), "{said}");
    assert!(said.contains("in 3000 of 3000 revisions"), "{said}");
}
