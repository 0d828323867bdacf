//! Revisions proved on a scratch Postgres, by programs that run in the project's own interpreter. They run
//! the project's code.

mod event;
mod interpreter;
mod question;
mod stub;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) use event::{Difference, Event, Level, Proof};
pub(crate) use interpreter::interpreter;
pub(crate) use question::{History, Question};
pub(crate) use stub::stubs;

/// Asks the programs in the interpreter `python`, and hands on what they tell.
///
/// When this process ends before they do, however that comes about, they remove what they made by themselves.
///
/// # Errors
/// When the interpreter does not start, or its programs end without an end.
pub(crate) fn run(python: &Path, question: &Question, mut hear: impl FnMut(Event)) -> Result<(), String> {
    let mut command = Command::new(python);
    command
        .args(["-c", question::START])
        .env("PYTHONIOENCODING", "utf-8")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // Whatever the project prints may hold what nobody should see.
        .stderr(Stdio::null());
    // Ctrl-C on a terminal is for this process: the programs see that it is gone, and clean up.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| format!("cannot start {}: {error}", python.display()))?;
    // Kept open: when it closes, the programs know that nobody listens any more.
    let mut input = child.stdin.take();
    if let Some(input) = &mut input {
        // One that ends early is found out below.
        let _ = input.write_all(question.line()?.as_bytes());
    }
    let mut ended = false;
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
        let line = line.map_err(|error| format!("{}: {error}", python.display()))?;
        let event =
            serde_json::from_slice(&line).map_err(|error| format!("{}: {error}", python.display()))?;
        ended = matches!(event, Event::End);
        hear(event);
    }
    let status = child.wait().map_err(|error| format!("{}: {error}", python.display()))?;
    if ended { Ok(()) } else { Err(format!("{} ended in the midst of it: {status}", python.display())) }
}
