//! `# rectify: ignore[…]` and `# rectify: ignore-file[…]`.

use std::cell::Cell;

use super::options::Options;
use crate::diagnostic::{Code, Finding, Severity};
use crate::python::Module;
use crate::rules::RuleId;
use crate::source::{SourceFile, Span};

/// One name in the brackets of a suppression.
#[derive(Debug)]
struct Entry {
    name: String,
    span: Span,
    /// Absent for the whole file.
    line: Option<u32>,
    /// Which comment of the file it stands in.
    comment: usize,
    /// Whether the comment has its line to itself, and so covers the line below.
    alone: bool,
    used: Cell<bool>,
}

/// The suppressions of one file.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    entries: Vec<Entry>,
}

impl Suppressions {
    pub(super) fn read(file: &SourceFile, module: &Module) -> Self {
        let mut entries = Vec::new();
        for (index, comment) in module.comments.iter().enumerate() {
            let text = file.slice(*comment);
            let named = parse(text).filter(|(_, names, _)| !names.trim().is_empty());
            let Some((whole_file, names, offset)) = named else {
                let place = nameless(text).map(|length| Span::new(comment.end - length, comment.end));
                entries.extend(place.map(|span| Entry {
                    name: String::new(),
                    span,
                    line: None,
                    comment: index,
                    alone: false,
                    used: Cell::new(false),
                }));
                continue;
            };
            let line_start = file.line_start(comment.start);
            let before = &file.text()[line_start as usize..comment.start as usize];
            let mut at = comment.start + offset;
            for name in names.split(',') {
                let length = u32::try_from(name.len()).unwrap_or(0);
                let lead = u32::try_from(name.len() - name.trim_start().len()).unwrap_or(0);
                let trimmed = name.trim();
                if !trimmed.is_empty() {
                    let start = at + lead;
                    entries.push(Entry {
                        name: trimmed.to_owned(),
                        span: Span::new(start, start + u32::try_from(trimmed.len()).unwrap_or(0)),
                        line: (!whole_file).then(|| file.line(comment.start)),
                        comment: index,
                        alone: before.trim().is_empty(),
                        used: Cell::new(false),
                    });
                }
                at += length + 1;
            }
        }
        Self { entries }
    }

    /// Whether a finding of this code and rule in the statement at `statement` is suppressed.
    pub(super) fn hides(
        &self,
        code: Code,
        rule: Option<&RuleId>,
        statement: Span,
        file: &SourceFile,
    ) -> bool {
        let lines = file.line(statement.start)..=file.line(statement.end);
        let mut hidden = false;
        for entry in &self.entries {
            let covers = entry
                .line
                .is_none_or(|line| lines.contains(&line) || (entry.alone && line + 1 == *lines.start()));
            let names = entry.name == code.as_str()
                || rule.is_some_and(|rule| entry.name == rule.pack || entry.name == rule.to_string());
            if covers && names {
                entry.used.set(true);
                hidden = true;
            }
        }
        hidden
    }

    /// A finding for each comment that hid nothing.
    pub(super) fn unused(&self, options: &Options) -> Vec<Finding> {
        if !options.selection.wants(Code::UnusedSuppression, None) {
            return Vec::new();
        }
        let mut comments: Vec<&[Entry]> =
            self.entries.chunk_by(|left, right| left.comment == right.comment).collect();
        comments.retain(|entries| entries.iter().all(|entry| !entry.used.get()));
        comments.into_iter().filter_map(unused_comment).collect()
    }
}

fn unused_comment(entries: &[Entry]) -> Option<Finding> {
    let span = Span::new(entries.first()?.span.start, entries.last()?.span.end);
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let (message, help) = if names == [""] {
        ("the suppression does not name what it is to hide".to_owned(), "write `ignore[CODE]`, or remove it")
    } else {
        (format!("the suppression of `{}` hides nothing", names.join("`, `")), "remove it")
    };
    let mut finding = Finding::new(Code::UnusedSuppression, Severity::Warning, span, message);
    finding.help = Some(help.to_owned());
    finding.reason = Some("a comment is left to its author".to_owned());
    Some(finding)
}

/// Whether it is for the whole file, the names, and where they begin in the comment.
fn parse(comment: &str) -> Option<(bool, &str, u32)> {
    let at = comment.find("rectify:")?;
    let rest = comment[at + "rectify:".len()..].trim_start();
    let (whole_file, rest) = match rest.strip_prefix("ignore-file[") {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix("ignore[")?),
    };
    let names = &rest[..rest.find(']')?];
    let offset = comment.len() - rest.len();
    Some((whole_file, names, u32::try_from(offset).ok()?))
}

/// The length of a suppression without names at the end of a comment.
fn nameless(comment: &str) -> Option<u32> {
    let at = comment.find("rectify:")?;
    let rest = comment[at + "rectify:".len()..].trim_start().strip_prefix("ignore")?;
    let rest = rest.strip_prefix("-file").unwrap_or(rest);
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    if goes_on { None } else { u32::try_from(comment.len() - at).ok() }
}
