//! `alter_column`: changes of type as raw SQL, and old types that Postgres does not need.

use super::argument_edits::ArgumentRemoval;
use super::column_ddl::type_sql;
use super::context::Planner;
use super::known::{Candidate, Target, hides_another};
use super::missing_cast::{missing_cast, standard_name, stuck_in_place, using, using_argument};
use super::raw::RawLines;
use super::stuck_default::{self, StuckDefault};
use super::{Mend, Reason, batch, in_place};
use crate::diagnostic::Code;
use crate::edit::{Edit, Fix, Rewrite};
use crate::python::{Argument, ExprKind};
use crate::revision::{Operation, Place};
use crate::sql::{TableName, alter_type};

/// What a change of type is as SQL.
struct Change {
    /// The change itself, and what has to run around it.
    sql: String,
    statements: Vec<String>,
    /// Indices of the arguments that the SQL stands for.
    covered: Vec<usize>,
    /// Whether anything is left for the operation to do.
    rest: bool,
}

/// Mends the candidates of one `alter_column`.
pub(super) fn mend(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
) -> Vec<(usize, Result<Mend, Reason>)> {
    if let Some(reason) = group.iter().find_map(|&at| batch::left_alone(planner, &candidates[at])) {
        return group.iter().map(|&at| (at, Err(reason.clone()))).collect();
    }
    let new = group.iter().copied().find(|&at| candidates[at].found.place == Place::NewType);
    if let Some(at) = new {
        // One change of the whole call mends the old type with the new.
        let whole = raw(planner, operation, candidates, at).map(|fix| Mend { fix });
        let stuck = stuck_in_place(planner, operation, &candidates[at]).map(Err);
        if let Some(result) = whole.ok().map(Ok).or(stuck) {
            return group.iter().map(|&at| (at, result.clone())).collect();
        }
    }
    let is_dropped = |at: &usize| {
        let found = candidates[*at].found;
        found.place == Place::ExistingType && !found.standard
    };
    let dropped: Vec<(usize, Result<Mend, Reason>)> = group
        .iter()
        .filter(|at| is_dropped(at))
        .map(|&at| (at, drop_existing(planner, operation, &candidates[at])))
        .collect();
    group
        .iter()
        .map(|&at| {
            let candidate = &candidates[at];
            // What stands inside an old type goes with it.
            let around = dropped.iter().find(|(old, mend)| {
                let span = candidates[*old].found.expr.span;
                *old == at || (mend.is_ok() && span.contains(candidate.found.expr.span))
            });
            if let Some((_, result)) = around {
                return (at, result.clone());
            }
            let result = match candidate.found.place {
                Place::NewType => in_place::mend(planner, candidate).map(|mut mend| {
                    mend.fix.edits.extend(using_argument(planner, operation, candidate));
                    mend
                }),
                Place::ExistingType
                | Place::Column
                | Place::TableColumn
                | Place::Value
                | Place::Nested
                | Place::Other => in_place::mend(planner, candidate),
            };
            (at, result)
        })
        .collect()
}

/// Whether the change of type can leave the call as raw SQL.
pub(super) fn becomes_raw(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    candidate: &Candidate<'_, '_>,
) -> bool {
    change(planner, operation, candidates, candidate).is_ok_and(|change| !change.rest)
}

fn raw(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    at: usize,
) -> Result<Fix, Reason> {
    let candidate = &candidates[at];
    let change = change(planner, operation, candidates, candidate)?;
    let original = operation.call.span;
    let (mut lines, import) =
        RawLines::instead_of(planner, operation, candidate, original, change.statements)?;
    let mut edits = if !change.rest {
        batch::replace(planner, candidates, operation, &mut lines)?
    } else if operation.site.batch.is_some() {
        return Err("the rest of the change runs when the block ends".to_owned());
    } else {
        let newline = planner.newline();
        let text = format!("{}{newline}{}", lines.render(newline), lines.indent);
        let mut edits = vec![Edit::insert(operation.site.statement.span.start, text)];
        edits.extend(without(planner, operation, change.covered));
        edits
    };
    edits.extend(import);
    Ok(Fix { title: format!("run `{}`", change.sql), ..lines.fix(edits) })
}

fn change(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    candidate: &Candidate<'_, '_>,
) -> Result<Change, Reason> {
    let Target::Known(known) = &candidate.target else {
        return Err("nothing is known of the type".to_owned());
    };
    let arguments = &operation.arguments;
    if known.way != Rewrite::Sql
        || !operation.site.is_statement
        || !planner.has_own_lines(operation.site.statement.span)
        || arguments.starred
        || !arguments.rest.is_empty()
    {
        return Err("the call has a form that is not understood".to_owned());
    }
    let (table, column) = target(planner, operation)?;
    let sql_type = type_sql(arguments.get("type_"), candidate.found, known)?;
    if hides_another(candidates, candidate.found, None) {
        return Err("a part of the operation is suppressed".to_owned());
    }
    if may_carry_constraint(planner, operation, candidates) {
        return Err("the old type may carry a constraint".to_owned());
    }
    let mut rest = false;
    for (name, argument) in &arguments.named {
        match *name {
            "table_name"
            | "column_name"
            | "schema"
            | "type_"
            | "existing_type"
            | "postgresql_using"
            | "existing_nullable"
            | "existing_server_default"
            | "existing_comment"
            | "autoincrement"
            | "existing_autoincrement" => {}
            "server_default" | "comment" if argument.value.kind == ExprKind::Boolean(false) => {}
            "nullable" | "new_column_name" if argument.value.kind == ExprKind::None => {}
            "nullable" | "server_default" | "comment" | "new_column_name" => rest = true,
            _ => return Err(format!("`{name}` is not understood")),
        }
    }
    let using = using(planner, operation, candidate, &column, &sql_type)?;
    let stuck = match missing_cast(planner, operation, candidate, &column, &sql_type) {
        Some(_) => stuck_default::of(planner, operation, &table, &column)?,
        None => StuckDefault::default(),
    };
    let sql = alter_type(&table, &column, &sql_type, using.as_deref());
    let statements = stuck.before.into_iter().chain([sql.clone()]).chain(stuck.behind).collect();
    let covered = covered(operation, &["type_", "existing_type", "postgresql_using"]);
    Ok(Change { sql, statements, covered, rest })
}

pub(super) fn target(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
) -> Result<(TableName, String), Reason> {
    let table = planner.table(operation).ok_or("the table's name is no literal")?;
    let column = operation.arguments.get("column_name").and_then(|name| planner.revision.string(name));
    Ok((table, column.ok_or("the column's name is no literal")?))
}

/// Indices, in the call, of the arguments of these names.
fn covered(operation: &Operation<'_>, names: &[&str]) -> Vec<usize> {
    let Some((_, arguments)) = operation.call.as_call() else { return Vec::new() };
    let is_covered = |argument: &Argument| {
        operation
            .arguments
            .named
            .iter()
            .any(|(name, other)| names.contains(name) && std::ptr::eq(*other, argument))
    };
    (0..arguments.len()).filter(|&at| is_covered(&arguments[at])).collect()
}

fn without(planner: &Planner<'_, '_>, operation: &Operation<'_>, removed: Vec<usize>) -> Vec<Edit> {
    let ExprKind::Call { arguments, parentheses, .. } = &operation.call.kind else { return Vec::new() };
    let removal = ArgumentRemoval::new(
        planner.file(),
        planner.revision.module,
        *parentheses,
        arguments,
        removed.clone(),
    );
    removed.into_iter().flat_map(|at| removal.edits_beside_comments(at)).collect()
}

/// Whether the old type may bring a CHECK that Alembic drops with it: an Enum or Boolean, or a type that
/// no rule knows.
fn may_carry_constraint(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
) -> bool {
    let Some(old) = operation.arguments.get("existing_type") else { return false };
    let is_old =
        |candidate: &&Candidate<'_, '_>| std::ptr::eq(candidate.found.expr, old) && !candidate.found.standard;
    let found = candidates.iter().find(is_old);
    match found {
        Some(candidate) => candidate.rule.is_none() && candidate.finding.code != Code::NullType,
        None => standard_name(planner, old)
            .is_none_or(|name| matches!(name.as_str(), "ENUM" | "BOOLEAN" | "SCHEMATYPE")),
    }
}

fn drop_existing(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Result<Mend, Reason> {
    let changes_type = operation.arguments.get("type_").is_some_and(|value| value.kind != ExprKind::None);
    if changes_type && candidate.rule.is_none() && candidate.finding.code != Code::NullType {
        return Err("the old type may carry a constraint, and no rule knows it".to_owned());
    }
    let edits = without(planner, operation, covered(operation, &["existing_type"]));
    if edits.is_empty() {
        return Err("the argument is not written in the call".to_owned());
    }
    if let Some(reason) = stuck_in_place(planner, operation, candidate) {
        return Err(reason);
    }
    let edits = edits.into_iter().chain(using_argument(planner, operation, candidate)).collect();
    let title = "drop `existing_type`, which Postgres does not need".to_owned();
    Ok(Mend { fix: Fix { title, rewrite: None, edits } })
}
