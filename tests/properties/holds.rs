//! What must hold of every file.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use rectify::diagnostic::{Code, Finding, Severity};
use rectify::edit::Edit;
use rectify::engine::{self, Status};
use rectify::plan::{Alone, Options};
use rectify::python::parse;
use rectify::rules::RuleSet;
use rectify::source::SourceFile;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);

/// The one failure that a file may bring upon itself.
const REFUSED: &str = "nested too deep to be read";

/// Runs the engine on a file twice and requires all that it promises.
pub(crate) fn holds(bytes: Vec<u8>, options: &Options) -> Result<(), TestCaseError> {
    let Ok(file) = SourceFile::decode("versions/a.py", bytes) else { return Ok(()) };
    let report = engine::run(file.clone(), &RULES, options, &Alone);
    for finding in &report.findings {
        inside(&file, finding)?;
    }
    match (&report.status, &report.fixed) {
        (Status::Failed(message), None) if message.ends_with(REFUSED) => Ok(()),
        (Status::Failed(message), _) => {
            Err(TestCaseError::fail(format!("failed: {message}\n{}", file.text())))
        }
        (Status::NotARevision | Status::Unchanged, fixed) => {
            prop_assert!(fixed.is_none(), "a text without a change");
            prop_assert!(!report.findings.iter().any(|finding| finding.fix.is_some()), "a fix was not made");
            Ok(())
        }
        (Status::Changed, None) => Err(TestCaseError::fail("a change without a text")),
        (Status::Changed, Some(fixed)) => changed(&file, &report.findings, fixed, options),
    }
}

/// Every place that a finding names is in the file, between two characters.
fn inside(file: &SourceFile, finding: &Finding) -> Result<(), TestCaseError> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    for span in edits.chain([finding.span]) {
        let found = file.text().get(span.range());
        prop_assert!(found.is_some(), "{:?}: no place in the file: {span:?}\n{}", finding.code, file.text());
    }
    prop_assert!(!finding.message.is_empty());
    Ok(())
}

fn changed(
    file: &SourceFile,
    findings: &[Finding],
    fixed: &str,
    options: &Options,
) -> Result<(), TestCaseError> {
    prop_assert_ne!(fixed, file.text());
    prop_assert_eq!(&by_hand(file.text(), findings)?, fixed, "the edits are not what was changed");

    let result = SourceFile::decode("versions/a.py", file.encode(fixed));
    let result = result.map_err(|error| TestCaseError::fail(format!("{error}\n{fixed}")))?;
    prop_assert_eq!(result.text(), fixed);
    let endings = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
    match endings(file.text()) {
        (0, _) => prop_assert_eq!(endings(fixed).0, 0, "CRLF came in:\n{}", fixed),
        (crlf, all) if crlf == all => {
            prop_assert_eq!(endings(fixed).0, endings(fixed).1, "LF came in:\n{}", fixed);
        }
        _ => {}
    }
    let parsed = parse(&result);
    prop_assert!(parsed.is_ok(), "does not parse: {:?}\n{}\n----\n{fixed}", parsed.err(), file.text());

    let again = engine::run(result, &RULES, options, &Alone);
    prop_assert_eq!(again.status, Status::Unchanged, "the second run:\n{}\n----\n{}", file.text(), fixed);
    // What was not mended may have gone with the rest, but nothing new has come.
    let count = |findings: &[Finding], code| {
        let counts = |it: &&Finding| it.code == code && it.severity > Severity::Note && it.fix.is_none();
        findings.iter().filter(counts).count()
    };
    for code in Code::ALL {
        prop_assert!(
            count(&again.findings, *code) <= count(findings, *code),
            "new: {code:?}\n{}\n----\n{fixed}",
            file.text()
        );
    }
    Ok(())
}

/// `text` with the edits of all fixes made in the plainest way.
fn by_hand(text: &str, findings: &[Finding]) -> Result<String, TestCaseError> {
    let (extensions, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.code == Code::MissingExtension);
    let mut edits: Vec<&Edit> = Vec::new();
    for edit in
        extensions.iter().chain(&others).filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits)
    {
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::new();
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        prop_assert!(done <= range.start, "two edits overlap at {}", range.start);
        result += &text[done..range.start];
        result += &edit.text;
        done = range.end;
    }
    Ok(result + &text[done..])
}
