//! Raw SQL in place of batch operations, which Alembic runs only when their block ends.

use super::Reason;
use super::add_column::{self, comments_inside};
use super::alter_column;
use super::context::Planner;
use super::known::{Candidate, Target};
use super::raw::RawLines;
use crate::edit::{Edit, Rewrite};
use crate::python::{ExprKind, Stmt, StmtKind};
use crate::revision::{Batch, Column, InBatch, OpKind, Operation, Place};
use crate::source::Span;

/// Why nothing in the block of a candidate is touched.
pub(super) fn left_alone(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<Reason> {
    let operation = &planner.revision.operations[candidate.found.operation?];
    if operation.kind == OpKind::BatchAlterTable {
        return Some("the arguments of `batch_alter_table` are left alone".to_owned());
    }
    let batch = planner.revision.batches.get(operation.site.batch?)?;
    recreates(batch).then(|| "the block copies the table (`recreate`, `copy_from`)".to_owned())
}

/// What operations are called on where the block of `operation` begins, or `operation` itself stands.
pub(super) fn outer_receiver<'m>(planner: &Planner<'_, 'm>, operation: &Operation<'m>) -> &'m str {
    let block = operation.site.batch.and_then(|index| planner.revision.batches.get(index));
    block.map_or(operation.receiver, |block| block.receiver)
}

fn recreates(batch: &Batch<'_>) -> bool {
    let arguments = &batch.arguments;
    let recreate = arguments.get("recreate").is_some_and(
        |value| !matches!(&value.kind, ExprKind::String(way) if way == "auto" || way == "never"),
    );
    recreate
        || arguments.starred
        || arguments.get("copy_from").is_some_and(|value| value.kind != ExprKind::None)
}

/// The edits that put `lines` in the place of `operation`: in front of its block, if it stands in one.
pub(super) fn replace(
    planner: &Planner<'_, '_>,
    candidates: &[Candidate<'_, '_>],
    operation: &Operation<'_>,
    lines: &mut RawLines<'_>,
) -> Result<Vec<Edit>, Reason> {
    if let Some(index) = operation.site.batch {
        return move_out(planner, candidates, index, operation, lines);
    }
    let span = operation.site.statement.span;
    lines.comments = comments_inside(planner, span);
    Ok(vec![Edit::replace(span, lines.render(planner.newline()))])
}

/// The edits that put `lines` in front of the block of `operation` and take the operation out of it.
fn move_out(
    planner: &Planner<'_, '_>,
    candidates: &[Candidate<'_, '_>],
    index: usize,
    operation: &Operation<'_>,
    lines: &mut RawLines<'_>,
) -> Result<Vec<Edit>, Reason> {
    let (block, moved, place) = placed(planner, candidates, index, operation)?;
    let body = body(block);
    let gone = if moved.len() == body.len() {
        // The whole block goes, in one stretch for each of its statements.
        let start = match place {
            0 => planner.file().line_start(block.statement.span.start),
            _ => planner.file().next_line(body[place - 1].span.end),
        };
        Span::new(start, planner.file().next_line(body[place].span.end))
    } else {
        own_lines(planner, operation.site.statement)
    };
    lines.comments = comments_inside(planner, gone);
    Ok(vec![in_front(planner, block, lines), Edit::delete(gone)])
}

fn in_front(planner: &Planner<'_, '_>, block: &Batch<'_>, lines: &mut RawLines<'_>) -> Edit {
    let start = block.statement.span.start;
    let indent = planner.indent(start).to_owned();
    let text = RawLines {
        executor: lines.executor.clone(),
        indent: &indent,
        quote: lines.quote,
        statements: lines.statements.clone(),
        rationale: lines.rationale.clone(),
        comments: lines.comments.clone(),
    }
    .render(planner.newline());
    Edit::insert(planner.in_front_of(start), format!("{indent}{text}{}", planner.newline()))
}

/// The block, the operations that leave it, and the place of `operation` among its statements.
fn placed<'a, 'm>(
    planner: &Planner<'a, 'm>,
    candidates: &[Candidate<'_, '_>],
    index: usize,
    operation: &Operation<'_>,
) -> Result<(&'a Batch<'m>, Vec<usize>, usize), Reason> {
    let block = planner.revision.batches.get(index).ok_or("the batch comes from elsewhere")?;
    let moved = moved(planner, candidates, index, block)?;
    let place = body(block)
        .iter()
        .position(|statement| std::ptr::eq(statement, operation.site.statement))
        .ok_or("the operation stands deeper in the block")?;
    if moved.contains(&place) {
        Ok((block, moved, place))
    } else {
        Err("another operation of the block comes first".to_owned())
    }
}

fn body<'m>(block: &Batch<'m>) -> &'m [Stmt] {
    block.statement.bodies().first().copied().unwrap_or_default()
}

fn own_lines(planner: &Planner<'_, '_>, statement: &Stmt) -> Span {
    let file = planner.file();
    Span::new(file.line_start(statement.span.start), file.next_line(statement.span.end))
}

/// The places of the statements whose raw SQL may run in front of the block.
fn moved(
    planner: &Planner<'_, '_>,
    candidates: &[Candidate<'_, '_>],
    index: usize,
    block: &Batch<'_>,
) -> Result<Vec<usize>, Reason> {
    let single = matches!(&block.statement.kind, StmtKind::With { items, .. } if items.len() == 1);
    if !single || recreates(block) || !planner.has_own_lines(block.statement.span) {
        return Err("the block has a form that is not understood".to_owned());
    }
    let operations: Vec<(usize, &Operation<'_>)> = planner
        .revision
        .operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| operation.site.batch == Some(index) && operation.kind != OpKind::Other)
        .collect();
    let body = body(block);
    let batched = |statement: &Stmt| {
        operations.iter().find(|(_, operation)| {
            operation.site.is_statement && std::ptr::eq(operation.site.statement, statement)
        })
    };
    let mut moved = Vec::new();
    let mut stays_behind = false;
    for (place, statement) in body.iter().enumerate() {
        let Some((at, operation)) = batched(statement) else {
            return Err("the block holds a statement that runs at once".to_owned());
        };
        match operation.kind.in_batch() {
            InBatch::IndexOrConstraint => return Err("the block holds an index or a constraint".to_owned()),
            InBatch::AtOnce => return Err("the block holds a statement that runs at once".to_owned()),
            InBatch::AtTheEnd => {}
        }
        let leaves = !(stays_behind && operation.kind == OpKind::AddColumn)
            && alone_on_its_column(planner, body, place, operation)
            && becomes_raw(planner, candidates, *at, operation);
        if leaves {
            moved.push(place);
        } else {
            stays_behind |= operation.kind == OpKind::AddColumn;
        }
    }
    Ok(moved)
}

fn becomes_raw(
    planner: &Planner<'_, '_>,
    candidates: &[Candidate<'_, '_>],
    at: usize,
    operation: &Operation<'_>,
) -> bool {
    let mut own =
        candidates.iter().filter(|candidate| candidate.active && candidate.found.operation == Some(at));
    if operation.kind == OpKind::AlterColumn {
        return own
            .find(|candidate| candidate.found.place == Place::NewType)
            .is_some_and(|candidate| alter_column::becomes_raw(planner, operation, candidates, candidate));
    }
    match (own.next(), own.next()) {
        (Some(candidate), None) if operation.kind == OpKind::AddColumn => match &candidate.target {
            Target::Known(known) if known.way == Rewrite::Sql => {
                add_column::statements(planner, operation, candidate, known).is_ok()
            }
            Target::Known(_) | Target::Dropped | Target::Unknown => false,
        },
        _ => false,
    }
}

/// Whether no other statement of the block names the column of `operation`.
fn alone_on_its_column(
    planner: &Planner<'_, '_>,
    body: &[Stmt],
    place: usize,
    operation: &Operation<'_>,
) -> bool {
    let added = operation.arguments.get("column").and_then(|expr| Column::read(planner.revision, expr));
    let column = added.and_then(|column| column.name).or_else(|| operation.arguments.get("column_name"));
    let Some(column) = column.and_then(|name| planner.revision.string(name)) else { return false };
    body.iter().enumerate().all(|(other, statement)| other == place || !names_column(statement, &column))
}

/// Whether any string inside `statement` holds the word `column`.
fn names_column(statement: &Stmt, column: &str) -> bool {
    let mut found = false;
    statement.walk_exprs(&mut |expr| found |= expr.as_str().is_some_and(|text| holds_word(text, column)));
    found
}

/// Whether `text` holds `word` by itself, in any case of letters.
pub(super) fn holds_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !word.is_empty()
        && text.match_indices(&word).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(is_word)
                && !text[at + word.len()..].chars().next().is_some_and(is_word)
        })
}
