//! Findings as GitLab's code quality report.

use serde::Serialize;

use super::name;
use super::run::{Run, region, words};
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// The issues of a run, with a final line ending.
pub(super) fn document(run: &Run<'_>) -> String {
    let mut issues: Vec<Issue> = Vec::new();
    for place in run.places() {
        let finding = place.finding;
        let [begin, _, end, _] = region(place.file, finding.span);
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        };
        issues.push(Issue {
            description: words(finding),
            check_name: name(finding),
            fingerprint: place.fingerprint,
            severity,
            location: Location { path: place.path, lines: Lines { begin, end } },
        });
    }
    for (path, why) in run.failures() {
        issues.push(Issue {
            description: why.to_owned(),
            check_name: "failed".to_owned(),
            fingerprint: format!("failed:{path}:{why}"),
            severity: "blocker",
            location: Location { path, lines: Lines { begin: 1, end: 1 } },
        });
    }
    // Strings and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}
