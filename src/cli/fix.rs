//! `rectify fix`: applies every fix in place.

use anyhow::Result;

use super::ExitStatus;
use super::args::{RunArgs, Voice};
use super::session::Session;
use crate::report::{Console, FileResult, Format, Outcome, Stream, amount, show, show_mended};
use crate::write;

/// Runs the command.
pub(super) fn run(args: &RunArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let mut session = Session::run(args, false, voice, console)?;
    if session.is_stdin {
        echo(&session, console);
        list(&session, args.output_format, voice, console.aside());
    } else {
        for result in &mut session.results {
            put_down(result);
        }
        let left =
            |result: &FileResult, finding: &_| session.shows(result, finding) && !result.mends(finding);
        if let Some(text) = session.document(args.output_format, left) {
            console.out.text(&text);
        } else {
            list(&session, args.output_format, voice, &mut console.out);
        }
    }
    session.speak_of_failures(voice, console);
    session.conclude(voice, console, |summary| {
        let revisions = amount(summary.revisions, "revision");
        let done = match summary.changed {
            0 => format!("nothing changed in {revisions}"),
            changed => {
                format!("mended {} in {changed} of {revisions}", amount(summary.fixable, "finding"))
            }
        };
        match summary.unfixable {
            0 => done,
            left => format!("{done}; {} left to mend by hand", amount(left, "problem")),
        }
    });
    let left = session.count(FileResult::leaves);
    Ok(session.end(left > 0, args.exit_zero))
}

/// Writes the fixed text back; if that does not work, the result says so.
fn put_down(result: &mut FileResult) {
    let Some(path) = &result.absolute else { return };
    let Some((report, fixed)) = result.fixed() else { return };
    let (before, after) = (report.file.encode(report.file.text()), report.file.encode(fixed));
    if let Err(error) = write::replace(path, &before, &after) {
        result.outcome = Outcome::Failed(error.to_string());
    }
}

/// Writes the standard input to the standard output, fixed as far as that goes.
fn echo(session: &Session, console: &mut Console<'_>) {
    for result in session.results.iter().filter(|result| result.failure().is_none()) {
        if let Some((report, fixed)) = result.fixed() {
            console.out.bytes(&report.file.encode(fixed));
        } else if let Some(report) = result.report() {
            console.out.bytes(&report.file.encode(report.file.text()));
        }
    }
}

/// A line for each finding that was mended, more for each that was not.
fn list(session: &Session, format: Format, voice: &Voice, stream: &mut Stream<'_>) {
    for result in &session.results {
        for finding in result.findings() {
            if result.mends(finding) {
                if !voice.quiet {
                    show_mended(stream, result, finding);
                }
            } else if session.shows(result, finding) {
                show(stream, format, result, finding);
            }
        }
    }
}
