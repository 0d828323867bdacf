//! `rectify check`: reports findings, writes nothing.

use anyhow::Result;

use super::ExitStatus;
use super::args::{CheckArgs, Voice};
use super::session::Session;
use crate::diagnostic::Severity;
use crate::report::{Console, Format, amount, statistics};

/// Runs the command.
pub(super) fn run(args: &CheckArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let format = args.run.output_format;
    // These reports hold the edits of the fixes, which others make.
    let hands_fixes_on = matches!(format, Format::Json | Format::Sarif);
    let session = Session::run(&args.run, !hands_fixes_on, voice, console)?;
    let shows = |result: &_, finding: &_| session.shows(result, finding);
    if args.statistics {
        console.out.text(&statistics(&session.results, shows));
    } else if let Some(text) = session.document(format, shows) {
        console.out.text(&text);
    } else {
        session.show(&mut console.out, format, shows);
    }
    session.speak_of_failures(voice, console);
    session.conclude(voice, console, |summary| {
        let revisions = amount(summary.revisions, "revision");
        let found = summary.problems();
        match (summary.affected, summary.fixable) {
            (0, 0) => format!("{found} in {revisions}"),
            (affected, 0) => format!("{found} in {affected} of {revisions}"),
            (affected, fixable) => {
                format!("{found} in {affected} of {revisions}; `rectify fix` mends {fixable}")
            }
        }
    });
    let problems = session.count(|_, finding| finding.severity > Severity::Note);
    Ok(session.end(problems > 0, args.run.exit_zero))
}
