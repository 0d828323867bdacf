//! The project's own Python, asked what its types are. It runs the project's code.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the interpreter runs.
const SCRIPT: &str = include_str!("ask.py");

/// Hands a question (JSON) to the script in the interpreter `python`, and gives back its answer.
///
/// # Errors
/// When it does not start or fails; what it says.
pub(crate) fn ask(python: &Path, question: &str) -> Result<String, String> {
    let child = Command::new(python)
        .args(["-c", SCRIPT])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| format!("cannot start {}: {error}", python.display()))?;
    if let Some(mut input) = child.stdin.take() {
        // It reads everything before it writes anything; a script that ends early says why itself.
        let _ = input.write_all(question.as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| format!("{}: {error}", python.display()))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| format!("{}: {error}", python.display()));
    }
    let said = super::scan::as_text(&output.stderr);
    let last = said.split('\n').rev().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
    Err(format!("{} fails: {last}", python.display()))
}
