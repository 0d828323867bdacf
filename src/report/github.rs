//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;

use super::name;
use super::run::{Run, region, words};
use crate::diagnostic::Severity;

/// A line for each finding and each file that could not be handled.
pub(super) fn document(run: &Run<'_>) -> String {
    let mut text = String::new();
    for place in run.places() {
        let finding = place.finding;
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let [line, column, end_line, end_column] = region(place.file, finding.span);
        let _ = write!(text, "::{level} file={},line={line},endLine={end_line}", property(&place.path));
        // Columns of different lines are no range to GitHub.
        if line == end_line {
            let _ = write!(text, ",col={column},endColumn={end_column}");
        }
        let title = property(&format!("rectify {}", name(finding)));
        let _ = writeln!(text, ",title={title}::{}", message(&words(finding)));
    }
    for (path, why) in run.failures() {
        let _ = writeln!(text, "::error file={},title=rectify::{}", property(&path), message(why));
    }
    text
}

/// A message as the runner reads it back; nothing in it can start another command.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which ends at a comma or colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Format, samples};
    use super::*;

    #[test]
    fn each_finding_is_a_command() {
        assert_eq!(
            samples::document(Format::Github),
            "::error file=a b.py,line=2,endLine=2,col=10,endColumn=16,\
             title=rectify custom-type[pgvector/vector]::`BROKEN` is bound nowhere%0Afix: becomes `RIGHT`\n\
             ::warning file=a b.py,line=3,endLine=3,col=1,endColumn=5,title=rectify null-type::\
             reflection lost the type%0Anot fixed: nothing tells the type%0Ahelp: write the type\n\
             ::error file=no.py,title=rectify::no such file or folder\n"
        );
    }

    #[test]
    fn text_cannot_start_a_command() {
        assert_eq!(message("50%\r\n::stop-commands::x"), "50%25%0D%0A::stop-commands::x");
        assert_eq!(property("a,b:c%3A\n"), "a%2Cb%3Ac%253A%0A");
    }
}
