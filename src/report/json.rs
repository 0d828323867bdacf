//! The report for programs. Its shape is a promise: keys are added, never renamed or removed.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::run::{Run, region};
use super::{FileResult, Outcome, Summary};
use crate::diagnostic::Finding;
use crate::edit::{Edit, Fix};
use crate::engine::Status;
use crate::source::SourceFile;

/// The report of a run of `rectify check`, `diff` or `fix` with `--output-format json`. Lines and columns
/// count from 1, columns in code points. Keys may be added; none is renamed or removed while `version` stays.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Rectify report")]
struct Document<'a> {
    /// The version of this shape: 1.
    version: u32,
    /// Every file that was looked at, in path order.
    files: Vec<File<'a>>,
    /// The run in numbers.
    summary: Totals<'a>,
}

/// A run in numbers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "summary")]
struct Totals<'a> {
    #[serde(flatten)]
    counts: &'a Summary,
    /// The files on which the job could not be done.
    failures: Vec<Failure<'a>>,
}

/// A file on which the job could not be done.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "failure")]
struct Failure<'a> {
    /// Its path.
    path: &'a str,
    /// Why.
    message: &'a str,
}

/// A file that was looked at.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "file")]
struct File<'a> {
    /// Its path, relative to the working folder if it is in there.
    path: &'a str,
    /// What became of it: `changed` also where the run writes nothing, and the fixes would change it.
    #[schemars(extend("enum" = ["not-a-revision", "unchanged", "changed", "failed"]))]
    status: &'static str,
    /// What was found, in the order of the text.
    findings: Vec<Found<'a>>,
}

/// One thing that is wrong, or might go wrong.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "finding")]
struct Found<'a> {
    /// What it is about, as `rectify explain` takes it. There may be more codes in later versions.
    code: &'static str,
    /// The rule that knows it, as `pack/id`.
    rule: Option<&'a str>,
    /// `error` and `warning` count for the exit code.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// What is wrong, in one line.
    message: &'a str,
    /// The line on which it begins.
    line: u32,
    /// The column at which it begins.
    column: u32,
    /// The line on which it ends.
    end_line: u32,
    /// The column behind its end.
    end_column: u32,
    /// What mends it, whole or not at all.
    fix: Option<Mend<'a>>,
    /// Why it is not mended, where it is not.
    reason: Option<&'a str>,
    /// Where a value came from (`--dimension`, a configuration file, a line of the project's sources).
    source: Option<&'a str>,
}

/// What mends a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "fix")]
struct Mend<'a> {
    /// What becomes of it, in one line.
    title: &'a str,
    /// The way in which a rule rewrites it.
    #[schemars(extend("enum" = ["sql", "type", "define", "import", null]))]
    rewrite: Option<&'static str>,
    /// The edits; their places are those of the text before any of them.
    edits: Vec<Replacement<'a>>,
}

/// Text that takes the place of other text; both may be empty.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "edit")]
struct Replacement<'a> {
    /// The line on which the replaced text begins.
    line: u32,
    /// The column at which it begins.
    column: u32,
    /// The line on which it ends.
    end_line: u32,
    /// The column behind its end.
    end_column: u32,
    /// What takes its place.
    text: &'a str,
}

/// The JSON Schema (draft 2020-12) of the report, generated from the structs that write it.
pub(crate) fn json_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut text = format!("{:#}", generator.into_root_schema_for::<Document<'_>>().to_value());
    text.push('\n');
    text
}

/// The report of a run as JSON, with a final line ending.
pub(super) fn document(run: &Run<'_>) -> String {
    let failures = run
        .results
        .iter()
        .filter_map(|result| Some(Failure { path: &result.shown, message: result.failure()? }))
        .chain(run.troubles.iter().map(|(path, message)| Failure { path, message }))
        .collect();
    let files = run.results.iter().map(file).collect();
    let document = Document { version: 1, files, summary: Totals { counts: run.summary, failures } };
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
    let [line, column, end_line, end_column] = region(file, finding.span);
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
    let [line, column, end_line, end_column] = region(file, edit.span);
    Replacement { line, column, end_line, end_column, text: &edit.text }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, samples};

    #[test]
    fn the_shape_is_kept() {
        snapbox::assert_data_eq!(
            samples::document(Format::Json),
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
