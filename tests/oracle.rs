//! Runs the oracle harness of `tests/oracle`: rewritten revisions on a real Postgres.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// One run at a time: each of them already keeps two cores busy.
static MACHINE: Mutex<()> = Mutex::new(());

#[test]
fn stack_2_0() {
    oracle("2.0", &["run", "--rectify", env!("CARGO_BIN_EXE_rectify"), "--stack", "2.0"]);
}

#[test]
fn stack_2_1() {
    oracle("2.1", &["run", "--rectify", env!("CARGO_BIN_EXE_rectify"), "--stack", "2.1"]);
}

#[test]
fn mutations_are_caught() {
    oracle("2.1", &["mutations", "--stack", "2.1"]);
}

/// Runs the harness with the Python of `stack` and requires that it succeeds.
fn oracle(stack: &str, arguments: &[&str]) {
    let _one = MACHINE.lock().unwrap_or_else(PoisonError::into_inner);
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let status = Command::new(python(&tests, stack))
        .args(["-m", "oracle"])
        .args(arguments)
        .env("PYTHONPATH", &tests)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "oracle {}: {status}", arguments.join(" "));
}

/// The Python of the pinned environment `stack`, made when it is not there.
fn python(tests: &Path, stack: &str) -> PathBuf {
    let output = Command::new("python3")
        .arg(tests.join("oracle/environment.py"))
        .arg(stack)
        .output()
        .expect("python3 is installed");
    assert!(output.status.success(), "the Python environment {stack}:\n{}", output.stderr.escape_ascii());
    let path = String::from_utf8(output.stdout).expect("a path in UTF-8");
    PathBuf::from(path.trim())
}
