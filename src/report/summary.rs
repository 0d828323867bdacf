//! A run in numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::{FileResult, name};
use crate::diagnostic::{Finding, Severity};

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// Revisions that were looked at.
    pub(crate) revisions: usize,
    /// Revisions with errors or warnings.
    pub(crate) affected: usize,
    /// Findings that are errors.
    pub(crate) errors: usize,
    /// Findings that are warnings.
    pub(crate) warnings: usize,
    /// Findings that are notes.
    pub(crate) notes: usize,
    /// Findings that `fix` mends.
    pub(crate) fixable: usize,
    /// Errors and warnings that it does not.
    pub(crate) unfixable: usize,
    /// Revisions that `fix` changes.
    pub(crate) changed: usize,
    /// Files on which the job could not be done.
    pub(crate) failed: usize,
}

impl Summary {
    /// Counts.
    pub(crate) fn of(results: &[FileResult]) -> Self {
        let mut summary = Self::default();
        for result in results {
            if result.failure().is_some() {
                summary.failed += 1;
            }
            let Some(report) = result.report() else { continue };
            if result.is_no_revision() {
                continue;
            }
            summary.revisions += 1;
            summary.affected += usize::from(report.problems().next().is_some());
            summary.changed += usize::from(result.fixed().is_some());
            for finding in &report.findings {
                match finding.severity {
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Note => summary.notes += 1,
                }
                if result.mends(finding) {
                    summary.fixable += 1;
                } else if finding.severity > Severity::Note {
                    summary.unfixable += 1;
                }
            }
        }
        summary
    }

    /// The findings that count, in words.
    pub(crate) fn problems(&self) -> String {
        match (self.errors, self.warnings) {
            (0, 0) => "no problems".to_owned(),
            (errors, 0) => amount(errors, "error"),
            (0, warnings) => amount(warnings, "warning"),
            (errors, warnings) => format!("{}, {}", amount(errors, "error"), amount(warnings, "warning")),
        }
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn amount(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// How often each code and rule was found, most often first, with how many of them `fix` mends.
pub(crate) fn statistics(results: &[FileResult], counts: impl Fn(&FileResult, &Finding) -> bool) -> String {
    let mut rows: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for result in results {
        for finding in result.findings().filter(|finding| counts(result, finding)) {
            let row = rows.entry(name(finding)).or_default();
            row.0 += 1;
            row.1 += usize::from(result.mends(finding));
        }
    }
    let mut rows: Vec<(String, (usize, usize))> = rows.into_iter().collect();
    rows.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let digits = rows.first().map_or(0, |(_, (count, _))| count.to_string().len());
    let names = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, (count, fixable)) in rows {
        let line =
            format!("{count:digits$}  {name:names$}  {}", amount(fixable, "fix").replace("fixs", "fixes"));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn findings_are_counted() {
        let results = [samples::result()];
        let summary = Summary::of(&results);
        assert_eq!(summary.problems(), "1 error, 1 warning");
        assert_eq!((summary.fixable, summary.unfixable, summary.changed), (1, 1, 1));
        assert_eq!(
            statistics(&results, |_, _| true),
            "1  custom-type[pgvector/vector]  1 fix\n1  null-type                     0 fixes\n"
        );
    }
}
