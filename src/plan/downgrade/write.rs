//! The statements of a downgrade as Python.

use crate::edit::{Edit, Fix};
use crate::plan::Reason;
use crate::plan::context::Planner;
use crate::plan::imports::executor;
use crate::python::{Quote, Stmt, StmtKind, string_literal};
use crate::revision::Operation;
use crate::schema::{Leftover, Shortfall};
use crate::source::Span;
use crate::sql::escape_binds;

/// The longest comment, in code points.
const WIDTH: usize = 100;

/// The edits that put the statements behind what the downgrade does.
pub(super) fn fix(planner: &Planner<'_, '_>, function: &Stmt, written: &[&Leftover]) -> Result<Fix, Reason> {
    let StmtKind::Function { body, name, .. } = &function.kind else {
        return Err("there is no downgrade function".to_owned());
    };
    let last = body.last().ok_or("the downgrade has no body")?;
    let file = planner.file();
    let newline = planner.newline();
    let own_line = file.line(last.span.start) != file.line(name.span.start);
    let indent = if own_line {
        planner.indent(body.first().map_or(last.span.start, |first| first.span.start)).to_owned()
    } else {
        format!("{}    ", planner.indent(function.span.start))
    };
    let (executor, import) = executor(planner, &receiver(planner, function), last.span.start)?;
    let quote = quote(planner);
    let mut lines = Vec::new();
    for found in written {
        if planner.options.comments {
            lines.push(format!("# {}", comment(found)));
        }
        for sql in found.statements.iter().flatten() {
            lines.push(format!("{executor}({})", string_literal(&escape_binds(sql), quote)));
        }
    }
    let text = lines.join(&format!("{newline}{indent}"));
    let edit = match &last.kind {
        StmtKind::Pass | StmtKind::Return(_) if own_line => {
            if !planner.has_own_lines(last.span) {
                return Err("the downgrade does not have its lines to itself".to_owned());
            }
            Edit::replace(last.span, text)
        }
        StmtKind::Pass | StmtKind::Return(_) if body.len() == 1 && planner.has_own_lines(function.span) => {
            let before = file.slice(Span::new(0, last.span.start)).trim_end_matches([' ', '\t']).len();
            let start = u32::try_from(before).unwrap_or(last.span.start);
            Edit::replace(Span::new(start, last.span.end), format!("{newline}{indent}{text}"))
        }
        _ if own_line => {
            let at = file.line_end(last.span.end);
            Edit::insert(at, format!("{newline}{indent}{text}"))
        }
        _ => return Err("the downgrade stands on the line of its name".to_owned()),
    };
    let mut edits = vec![edit];
    edits.extend(import);
    Ok(Fix { title: written.first().map_or_else(String::new, |found| title(found)), rewrite: None, edits })
}

/// What the part of a fix does that is for this.
pub(super) fn title(found: &Leftover) -> String {
    let first = found.statements.as_ref().ok().and_then(|all| all.first());
    format!("run `{}` in `downgrade()`", first.map_or("", String::as_str))
}

/// What operations are called on in the downgrade, else in the upgrade.
fn receiver(planner: &Planner<'_, '_>, function: &Stmt) -> String {
    let operations = &planner.revision.operations;
    let outer = |operation: &Operation<'_>| match operation.site.batch {
        Some(index) => planner.revision.batches.get(index).map_or("", |batch| batch.receiver).to_owned(),
        None => operation.receiver.to_owned(),
    };
    let inside = operations.iter().find(|operation| function.span.contains(operation.call.span));
    if let Some(own) = inside {
        return outer(own);
    }
    let StmtKind::Function { parameters, .. } = &function.kind else { return String::new() };
    let first = operations.first().map(outer).unwrap_or_default();
    // A parameter of the upgrade is none of the downgrade's.
    let is_parameter = planner.revision.functions.iter().any(|other| match &other.statement.kind {
        StmtKind::Function { parameters, .. } => {
            parameters.iter().any(|parameter| parameter.name.as_str() == first)
        }
        _ => false,
    });
    let is_own = parameters.iter().any(|parameter| parameter.name.as_str() == first);
    if is_parameter && !is_own { String::new() } else { first }
}

/// The quote that the revision's operations use.
fn quote(planner: &Planner<'_, '_>) -> Quote {
    planner.revision.operations.first().map_or_else(Quote::default, |operation| planner.quote(operation.call))
}

fn comment(found: &Leftover) -> String {
    let code = match found.shortfall {
        Shortfall::Missing => "missing-downgrade",
        Shortfall::Wrong => "wrong-downgrade",
    };
    let text = format!("rectify: {code}, {}", found.note);
    if text.chars().count() <= WIDTH {
        return text;
    }
    let cut: String = text.chars().take(WIDTH - 1).collect();
    format!("{cut}…")
}
