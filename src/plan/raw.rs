//! Raw SQL statements as Python lines.

use super::context::Planner;
use super::imports::executor;
use super::known::Candidate;
use super::{Reason, batch};
use crate::edit::{Edit, Fix, Rewrite};
use crate::python::{Quote, string_literal};
use crate::revision::Operation;
use crate::rules::Rule;
use crate::source::Span;
use crate::sql::escape_binds;

/// The longest rationale, in code points.
const RATIONALE_WIDTH: usize = 100;

/// The lines of raw statements that stand for one expression.
pub(super) struct RawLines<'a> {
    /// What runs a statement: `op.execute`.
    pub(super) executor: String,
    pub(super) indent: &'a str,
    pub(super) quote: Quote,
    pub(super) statements: Vec<String>,
    /// The rationale, without the comment sign.
    pub(super) rationale: Option<String>,
    /// The user's comments that move with it.
    pub(super) comments: Vec<String>,
}

impl<'a> RawLines<'a> {
    /// The lines that run `statements` instead of what is written at `original` for a candidate of
    /// `operation`, and the import that they need.
    pub(super) fn instead_of(
        planner: &Planner<'_, 'a>,
        operation: &Operation<'a>,
        candidate: &Candidate<'_, '_>,
        original: Span,
        statements: Vec<String>,
    ) -> Result<(Self, Option<Edit>), Reason> {
        let rule = candidate.rule.ok_or("no rule")?;
        let secrets: Vec<_> = candidate.secrets.iter().map(|(_, span)| *span).collect();
        let start = operation.call.span.start;
        let (executor, import) = executor(planner, batch::outer_receiver(planner, operation), start)?;
        let lines = Self {
            executor,
            indent: planner.indent(operation.site.statement.span.start),
            quote: planner.quote(operation.call),
            statements,
            rationale: rationale(planner, rule, original, &secrets),
            comments: Vec::new(),
        };
        Ok((lines, import))
    }

    /// A fix that runs the statements by way of `edits`.
    pub(super) fn fix(&self, edits: Vec<Edit>) -> Fix {
        Fix { title: format!("run `{}`", self.statements[0]), rewrite: Some(Rewrite::Sql), edits }
    }

    /// The lines without the first indentation and the last line ending.
    pub(super) fn render(&self, newline: &str) -> String {
        let mut lines: Vec<String> = self.comments.clone();
        lines.extend(self.rationale.iter().map(|rationale| format!("# {rationale}")));
        lines.extend(self.calls());
        lines.join(&format!("{newline}{}", self.indent))
    }

    /// The statements alone, on the line of another one.
    pub(super) fn render_on_one_line(&self) -> String {
        self.calls().collect::<Vec<_>>().join("; ")
    }

    fn calls(&self) -> impl Iterator<Item = String> {
        self.statements
            .iter()
            .map(|sql| format!("{}({})", self.executor, string_literal(&escape_binds(sql), self.quote)))
    }
}

/// `rectify: pgvector/vector, was sa.Column(…)`, on one line, escaped and cut.
fn rationale(planner: &Planner<'_, '_>, rule: &Rule, original: Span, secrets: &[Span]) -> Option<String> {
    if !planner.options.comments {
        return None;
    }
    let was = blot_out(planner, original, secrets);
    let was: String = was.chars().flat_map(escape_control).collect();
    let text = format!("rectify: {}, was {was}", rule.id);
    if text.chars().count() <= RATIONALE_WIDTH {
        return Some(text);
    }
    let cut: String = text.chars().take(RATIONALE_WIDTH - 1).collect();
    Some(format!("{cut}…"))
}

fn escape_control(c: char) -> Vec<char> {
    if c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    {
        c.escape_unicode().collect()
    } else {
        vec![c]
    }
}

/// The text of `span` on one line, without comments, and with the parts at `secrets` as `***`.
pub(super) fn blot_out(planner: &Planner<'_, '_>, span: Span, secrets: &[Span]) -> String {
    let text = planner.file().text();
    let comments = planner.revision.module.comments_in(span).iter().map(|comment| (*comment, ""));
    let secrets = secrets.iter().filter(|secret| span.contains(**secret)).map(|secret| (*secret, "***"));
    let mut gone: Vec<(Span, &str)> = comments.chain(secrets).collect();
    gone.sort_by_key(|(span, _)| span.start);
    let mut result = String::new();
    let mut at = span.start;
    for (part, instead) in gone {
        result.push_str(&text[at as usize..part.start as usize]);
        result.push_str(instead);
        at = part.end;
    }
    result.push_str(&text[at as usize..span.end as usize]);
    one_line(&result)
}

/// Text with each run of white space that holds a line break as one blank.
pub(super) fn one_line(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_whitespace() {
            result.push(c);
            continue;
        }
        let run = &text[at..][..text[at..].find(|c: char| !c.is_whitespace()).unwrap_or(text.len() - at)];
        while chars.peek().is_some_and(|(next, _)| *next < at + run.len()) {
            chars.next();
        }
        if !run.contains('\n') {
            result.push_str(run);
        } else if !result.ends_with(['(', '[']) && !text[at + run.len()..].starts_with([')', ']']) {
            result.push(' ');
        }
    }
    result
}
