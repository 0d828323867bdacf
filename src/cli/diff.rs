//! `rectify diff`: prints a patch of every fix, writes nothing.

use std::path::Component;

use anyhow::Result;

use super::ExitStatus;
use super::args::{DiffArgs, Voice};
use super::session::Session;
use crate::report::{Change, Console, FileResult, amount, compare, stat};

/// Runs the command.
pub(super) fn run(args: &DiffArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let session = Session::run(&args.run, false, voice, console)?;
    let format = args.run.output_format;
    let changes: Vec<(String, Change)> = session.results.iter().filter_map(change).collect();
    if let Some(text) = session.document(format, |result, finding| session.shows(result, finding)) {
        console.out.text(&text);
    } else if args.stat {
        if !changes.is_empty() {
            console.out.text(&stat(&changes));
        }
    } else {
        for (_, change) in &changes {
            change.write(&mut console.out);
        }
    }
    session.show(console.aside(), format, |result, finding| {
        session.shows(result, finding) && !result.mends(finding)
    });
    session.speak_of_failures(voice, console);
    session.conclude(voice, console, |summary| {
        let revisions = amount(summary.revisions, "revision");
        let change = format!("{} of {revisions} would change", summary.changed);
        match summary.unfixable {
            0 => change,
            left => format!("{change}; {} cannot be mended", amount(left, "problem")),
        }
    });
    let left = !changes.is_empty() || session.count(FileResult::leaves) > 0;
    Ok(session.end(left, args.run.exit_zero))
}

fn change(result: &FileResult) -> Option<(String, Change)> {
    let (report, fixed) = result.fixed()?;
    let shown = report.file.path();
    let outside = shown.components().any(|part| part == Component::ParentDir);
    let path = result.absolute.as_deref().filter(|_| outside).unwrap_or(shown);
    Some((result.shown.clone(), compare(&report.file, fixed, path)))
}
