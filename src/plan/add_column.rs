//! `add_column` as raw SQL.

use super::column_ddl::column_ddl;
use super::context::Planner;
use super::known::{Candidate, KnownType, Target, hides_another};
use super::raw::RawLines;
use super::{Mend, Reason, batch, companion, in_place};
use crate::edit::Rewrite;
use crate::python::ExprKind;
use crate::revision::{Column, Operation};
use crate::sql::add_column;

/// Mends the candidates of one `add_column`.
pub(super) fn mend(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
) -> Vec<(usize, Result<Mend, Reason>)> {
    if let [at] = *group
        && let Target::Known(known) = &candidates[at].target
        && known.way == Rewrite::Sql
        && let Ok(mend) = raw(planner, operation, candidates, at, known)
    {
        return vec![(at, Ok(mend))];
    }
    in_place::mend_all(planner, candidates, group)
}

fn raw(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    at: usize,
    known: &KnownType,
) -> Result<Mend, Reason> {
    let candidate = &candidates[at];
    if hides_another(candidates, candidate.found, None) {
        return Err("a part of the operation is suppressed".to_owned());
    }
    let statements = statements(planner, operation, candidate, known)?;
    let column = candidate.found.column.ok_or("no column")?;
    let (mut lines, import) = RawLines::instead_of(planner, operation, candidate, column.span, statements)?;
    let mut edits = batch::replace(planner, candidates, operation, &mut lines)?;
    edits.extend(import);
    Ok(Mend { fix: lines.fix(edits) })
}

/// The statements that stand for the operation, if they are exact.
pub(super) fn statements(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
    known: &KnownType,
) -> Result<Vec<String>, Reason> {
    let arguments = &operation.arguments;
    if !operation.site.is_statement || !planner.has_own_lines(operation.site.statement.span) {
        return Err("the operation has no lines of its own".to_owned());
    }
    let understood = arguments.rest.is_empty()
        && !arguments.starred
        && arguments
            .named
            .iter()
            .all(|(name, _)| matches!(*name, "table_name" | "column" | "schema" | "if_not_exists"));
    if !understood {
        return Err("the operation has arguments that are not understood".to_owned());
    }
    let if_not_exists = match arguments.get("if_not_exists").map(|value| &value.kind) {
        None | Some(ExprKind::None | ExprKind::Boolean(false)) => false,
        Some(ExprKind::Boolean(true)) => true,
        Some(_) => return Err("`if_not_exists` is no literal".to_owned()),
    };
    let table = planner.table(operation).ok_or("the table's name is no literal")?;
    let expr = arguments.get("column").ok_or("there is no column")?;
    if !candidate.found.column.is_some_and(|column| std::ptr::eq(column, expr)) {
        return Err("the column is not written in the call".to_owned());
    }
    let column = Column::read(planner.revision, expr).ok_or("the column is not written in the call")?;
    let mut ddl = column_ddl(planner, &column, candidate.found, known)?;
    // `add_geospatial_column` adds the column and nothing else.
    if operation.plugin.is_some() {
        ddl.comment = None;
    }
    let mut statements = add_column(&table, &ddl, if_not_exists);
    statements.extend(companion::beside(planner, candidate, known)?.statement());
    Ok(statements)
}

/// The user's comments inside a statement, each as a line.
pub(super) fn comments_inside(planner: &Planner<'_, '_>, span: crate::source::Span) -> Vec<String> {
    planner
        .revision
        .module
        .comments_in(span)
        .iter()
        .map(|comment| planner.file().slice(*comment).trim_end().to_owned())
        .collect()
}
