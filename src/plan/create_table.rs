//! Custom columns of `create_table` as raw SQL behind it.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::add_column::comments_inside;
use super::argument_edits::ArgumentRemoval;
use super::batch::holds_word;
use super::column_ddl::column_ddl;
use super::context::Planner;
use super::known::{Candidate, KnownType, Target, hides_another};
use super::options::ColumnOrder;
use super::raw::RawLines;
use super::{Mend, Reason, companion, in_place};
use crate::diagnostic::Severity;
use crate::edit::{Edit, Fix, Rewrite};
use crate::python::{Argument, Expr, ExprKind};
use crate::revision::{Column, Operation, is_column};
use crate::sql::{ColumnDdl, TableName, add_column};

/// A column that can leave the call as far as the column itself goes.
struct Hoist {
    candidate: usize,
    argument: usize,
    ddl: ColumnDdl,
    /// The statement of the index that comes with it.
    index: Option<String>,
}

/// Mends the candidates of one `create_table`.
pub(super) fn mend(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
) -> Vec<(usize, Result<Mend, Reason>)> {
    let Some((_, arguments)) = operation.call.as_call() else { return Vec::new() };
    let hoists = match hoistable_table(planner, operation) {
        Some(table) => {
            let able: Vec<Hoist> =
                group.iter().filter_map(|&at| hoist(planner, arguments, candidates, group, at)).collect();
            let chosen = choose(planner, &table, arguments, candidates, able);
            edits(planner, operation, arguments, &table, candidates, &chosen)
        }
        None => Vec::new(),
    };
    group
        .iter()
        .map(|&at| {
            let hoisted = hoists.iter().position(|(candidate, _)| *candidate == at);
            match hoisted {
                Some(position) => (at, Ok(Mend { fix: hoists[position].1.clone() })),
                None => (at, in_place::mend(planner, &candidates[at])),
            }
        })
        .collect()
}

/// The table's name, if columns may leave the call at all.
fn hoistable_table(planner: &Planner<'_, '_>, operation: &Operation<'_>) -> Option<TableName> {
    let plain_keyword = |name: &str| {
        matches!(
            name,
            "table_name"
                | "schema"
                | "comment"
                | "info"
                | "postgresql_partition_by"
                | "postgresql_with"
                | "postgresql_tablespace"
                | "sqlite_autoincrement"
        ) || name.starts_with("mysql_")
    };
    let fits = operation.site.is_statement
        && planner.has_own_lines(operation.site.statement.span)
        && !operation.arguments.starred
        && operation.arguments.named.iter().all(|(name, argument)| {
            plain_keyword(name)
                || (*name == "if_not_exists"
                    && matches!(argument.value.kind, ExprKind::Boolean(false) | ExprKind::None))
        })
        && !planner.surroundings.env_mentions("schema_translate_map");
    if fits { planner.table(operation) } else { None }
}

fn hoist(
    planner: &Planner<'_, '_>,
    arguments: &[Argument],
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
    at: usize,
) -> Option<Hoist> {
    let candidate = &candidates[at];
    let known = sql_way(candidate)?;
    let call = candidate.found.column?;
    let argument = arguments.iter().position(|argument| std::ptr::eq(&raw const argument.value, call))?;
    let alone = group.iter().filter(|&&other| is_in(candidates, other, call)).count() == 1;
    let column = Column::read(planner.revision, call)?;
    let ddl = column_ddl(planner, &column, candidate.found, known).ok()?;
    let elsewhere = arguments
        .iter()
        .enumerate()
        .any(|(other, item)| other != argument && item.value.any_string(&|text| holds_word(text, &ddl.name)));
    let suppressed = hides_another(candidates, candidate.found, Some(call.span));
    let index = companion::beside(planner, candidate, known).ok()?.statement();
    (alone && !elsewhere && !suppressed).then_some(Hoist { candidate: at, argument, ddl, index })
}

fn is_in(candidates: &[Candidate<'_, '_>], at: usize, column: &Expr) -> bool {
    candidates[at].found.column.is_some_and(|other| std::ptr::eq(other, column))
}

fn sql_way<'a>(candidate: &'a Candidate<'_, '_>) -> Option<&'a KnownType> {
    match &candidate.target {
        Target::Known(known) if known.way == Rewrite::Sql => Some(known),
        Target::Known(_) | Target::Dropped | Target::Unknown => None,
    }
}

/// The columns that do leave: those at the end, whose place stays the same, and others where the
/// order may change.
fn choose(
    planner: &Planner<'_, '_>,
    table: &TableName,
    arguments: &[Argument],
    candidates: &[Candidate<'_, '_>],
    able: Vec<Hoist>,
) -> Vec<Hoist> {
    let mut able: Vec<Option<Hoist>> = able.into_iter().map(Some).collect();
    let mut chosen = Vec::new();
    let mut is_last = true;
    for (index, argument) in arguments.iter().enumerate().rev() {
        let slot = able.iter_mut().find(|slot| slot.as_ref().is_some_and(|hoist| hoist.argument == index));
        let may_move = |hoist: &Hoist| is_last || order_is_free(planner, table, &candidates[hoist.candidate]);
        match slot {
            Some(slot) if slot.as_ref().is_some_and(may_move) => chosen.extend(slot.take()),
            _ => is_last &= !may_be_column(planner, argument),
        }
    }
    chosen.reverse();
    chosen
}

/// Whether an argument makes a column, or may.
fn may_be_column(planner: &Planner<'_, '_>, argument: &Argument) -> bool {
    match &argument.value.kind {
        ExprKind::Call { function, .. } => {
            let is_constraint = function.dotted().is_some_and(|path| {
                path.ends_with("Constraint") || path.ends_with("Index") || path.ends_with("ForeignKey")
            });
            is_column(planner.revision, function) || !is_constraint
        }
        ExprKind::String(_) | ExprKind::Boolean(_) | ExprKind::None | ExprKind::Dict(_) => false,
        _ => argument.keyword().is_none(),
    }
}

fn order_is_free(planner: &Planner<'_, '_>, table: &TableName, candidate: &Candidate<'_, '_>) -> bool {
    let asked = match planner.options.column_order {
        ColumnOrder::Append => true,
        ColumnOrder::Keep => false,
        // An unbound name has never run, so nothing has the order yet.
        ColumnOrder::Auto => candidate.finding.severity == Severity::Error,
    };
    asked && planner.surroundings.order_reliance(&table.name).is_none()
}

fn edits(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    arguments: &[Argument],
    table: &TableName,
    candidates: &[Candidate<'_, '_>],
    chosen: &[Hoist],
) -> Vec<(usize, Fix)> {
    let ExprKind::Call { parentheses, .. } = operation.call.kind else { return Vec::new() };
    let removed = chosen.iter().map(|hoist| hoist.argument).collect();
    let module = planner.revision.module;
    let removal = ArgumentRemoval::new(planner.file(), module, parentheses, arguments, removed);
    chosen
        .iter()
        .filter_map(|hoist| {
            let candidate = &candidates[hoist.candidate];
            let (mut edits, gone) = removal.edits(hoist.argument);
            let mut statements = add_column(table, &hoist.ddl, false);
            statements.extend(hoist.index.clone());
            let original = candidate.found.column?.span;
            let (mut lines, import) =
                RawLines::instead_of(planner, operation, candidate, original, statements).ok()?;
            lines.comments = comments_inside(planner, gone);
            edits.extend(import);
            edits.push(behind(planner, operation, &lines));
            Some((hoist.candidate, lines.fix(edits)))
        })
        .collect()
}

/// Puts lines behind the operation's statement: at the end of its line, so that they come before
/// whatever is put in front of the next statement.
pub(super) fn behind(planner: &Planner<'_, '_>, operation: &Operation<'_>, lines: &RawLines<'_>) -> Edit {
    let newline = planner.newline();
    let text = format!("{newline}{}{}", lines.indent, lines.render(newline));
    Edit::insert(planner.file().line_end(operation.site.statement.span.end), text)
}
