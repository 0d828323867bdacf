//! The pinned Python environments of `tests/oracle`.

use std::path::Path;
use std::process::{Command, Stdio};

/// The Python of the environment `stack`, made when it is not there, with the modules of `tests`.
pub(crate) fn python(stack: &str) -> Command {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let output = Command::new("python3")
        .arg(tests.join("oracle/environment.py"))
        .arg(stack)
        .stderr(Stdio::inherit())
        .output()
        .expect("python3 is installed");
    assert!(output.status.success(), "the Python environment {stack}: {}", output.status);
    let path = String::from_utf8(output.stdout).expect("a path in UTF-8");
    let mut command = Command::new(path.trim());
    command.env("PYTHONPATH", &tests).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}
