//! The report for programs. Its shape is a promise: keys are added, never renamed or removed.

use serde::Serialize;

use super::{FileResult, Outcome, Summary};
use crate::diagnostic::Finding;
use crate::edit::{Edit, Fix};
use crate::engine::Status;
use crate::source::{SourceFile, Span};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: Vec<File<'a>>,
    summary: Totals<'a>,
}

#[derive(Serialize)]
struct Totals<'a> {
    #[serde(flatten)]
    counts: &'a Summary,
    failures: Vec<Failure<'a>>,
}

#[derive(Serialize)]
struct Failure<'a> {
    path: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    status: &'static str,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'static str,
    rule: Option<&'a str>,
    severity: &'static str,
    message: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    fix: Option<Mend<'a>>,
    reason: Option<&'a str>,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    rewrite: Option<&'static str>,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
}

/// The report of a run as JSON, with a final line ending. `troubles` are paths that were never read.
pub(crate) fn document(results: &[FileResult], troubles: &[(String, String)], summary: &Summary) -> String {
    let failures = results
        .iter()
        .filter_map(|result| Some(Failure { path: &result.shown, message: result.failure()? }))
        .chain(troubles.iter().map(|(path, message)| Failure { path, message }))
        .collect();
    let files = results.iter().map(file).collect();
    let document = Document { version: 1, files, summary: Totals { counts: summary, failures } };
    // Strings and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn file(result: &FileResult) -> File<'_> {
    let (status, findings) = match &result.outcome {
        Outcome::Failed(_) => ("failed", Vec::new()),
        Outcome::Done(report) => {
            let findings = report.findings.iter().map(|finding| found(&report.file, finding)).collect();
            let status = match report.status {
                Status::NotARevision => "not-a-revision",
                Status::Unchanged => "unchanged",
                Status::Changed => "changed",
                Status::Failed(_) => "failed",
            };
            (status, findings)
        }
    };
    File { path: &result.shown, status, findings }
}

fn found<'a>(file: &SourceFile, finding: &'a Finding) -> Found<'a> {
    let [line, column, end_line, end_column] = place(file, finding.span);
    Found {
        code: finding.code.as_str(),
        rule: finding.rule.as_deref(),
        severity: finding.severity.as_str(),
        message: &finding.message,
        line,
        column,
        end_line,
        end_column,
        fix: finding.fix.as_ref().map(|fix| mend(file, fix)),
        reason: finding.reason.as_deref(),
        source: finding.source.as_deref(),
    }
}

fn mend<'a>(file: &SourceFile, fix: &'a Fix) -> Mend<'a> {
    let edits = fix.edits.iter().map(|edit| replacement(file, edit)).collect();
    Mend { title: &fix.title, rewrite: fix.rewrite.map(crate::edit::Rewrite::as_str), edits }
}

fn replacement<'a>(file: &SourceFile, edit: &'a Edit) -> Replacement<'a> {
    let [line, column, end_line, end_column] = place(file, edit.span);
    Replacement { line, column, end_line, end_column, text: &edit.text }
}

fn place(file: &SourceFile, span: Span) -> [u32; 4] {
    let (start, end) = (file.line_column(span.start), file.line_column(span.end));
    [start.line, start.column, end.line, end.column]
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_shape_is_kept() {
        let results = [samples::result()];
        let summary = Summary::of(&results);
        let troubles = [("no.py".to_owned(), "no such file or folder".to_owned())];
        snapbox::assert_data_eq!(
            document(&results, &troubles, &summary),
            snapbox::str![[r#"
{
  "version": 1,
  "files": [
    {
      "path": "a b.py",
      "status": "changed",
      "findings": [
        {
          "code": "custom-type",
          "rule": "pgvector/vector",
          "severity": "error",
          "message": "`BROKEN` is bound nowhere",
          "line": 2,
          "column": 10,
          "end_line": 2,
          "end_column": 16,
          "fix": {
            "title": "becomes `RIGHT`",
            "rewrite": "sql",
            "edits": [
              {
                "line": 2,
                "column": 10,
                "end_line": 2,
                "end_column": 16,
                "text": "RIGHT"
              }
            ]
          },
          "reason": null,
          "source": "--dimension"
        },
        {
          "code": "null-type",
          "rule": null,
          "severity": "warning",
          "message": "reflection lost the type",
          "line": 3,
          "column": 1,
          "end_line": 3,
          "end_column": 5,
          "fix": null,
          "reason": "nothing tells the type",
          "source": null
        }
      ]
    }
  ],
  "summary": {
    "revisions": 1,
    "affected": 1,
    "errors": 1,
    "warnings": 1,
    "notes": 0,
    "fixable": 1,
    "unfixable": 1,
    "changed": 1,
    "failed": 0,
    "failures": [
      {
        "path": "no.py",
        "message": "no such file or folder"
      }
    ]
  }
}

"#]]
        );
    }
}
