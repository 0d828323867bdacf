//! What the history says that a column was before the revision.

#![expect(clippy::wildcard_enum_match_arm, reason = "most statements rename nothing")]

use std::sync::Arc;

use super::Reason;
use super::context::Planner;
use super::known::column_of;
use crate::revision::{Place, TypeUse, Wrapper};
use crate::schema::{History, Origin, Step, Taint};
use crate::sql::{Action, Statement, TableName};

/// What a column was.
#[derive(Clone, Debug)]
pub(super) struct Past {
    /// Its type as Postgres says it.
    pub(super) sql: String,
    /// Where the answer comes from.
    pub(super) source: String,
}

/// The type that a downgrade has to bring back, or why the history does not tell. `None` where the
/// expression is not about the past, or where there is no history.
pub(super) fn type_before(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<Result<Past, Reason>> {
    let at = found.expr.span.start;
    planner.revision.function_at(at).filter(|function| function.is_downgrade())?;
    let is_column = matches!(found.place, Place::Column | Place::NewType | Place::ExistingType);
    let (table, column) = column_of(planner, found).filter(|_| is_column)?;
    let table = TableName::in_schema(table.schema, table.name);
    let history = planner.history()?;
    Some(column_before(planner, history, table, column, at).and_then(|past| inside(past, found)))
}

fn column_before(
    planner: &Planner<'_, '_>,
    history: &History,
    table: TableName,
    column: String,
    at: u32,
) -> Result<Past, Reason> {
    let parents = planner.revision.parents();
    let schema = planner.before.get_or_init(|| history.behind(&parents)).as_ref().map_err(Clone::clone)?;
    let (table, column) = final_name(planner, table, column, at)?;
    let shown = format!("{}.{column}", table.sql());
    let unknown =
        |taint: &Taint| format!("the history does not tell what `{shown}` was: {}", why(planner, taint));
    let Some(found) = schema.column(&table, &column) else {
        let taints = schema.tables.get(&table).map_or(&schema.taints, |table| &table.taints);
        let none = || format!("the history has no column `{shown}` before this revision");
        return Err(taints.first().map_or_else(none, unknown));
    };
    let sql = found.type_sql.as_ref().map_err(unknown)?.clone();
    Ok(Past { sql, source: format!("the history: {}", place(planner, &found.origin)) })
}

/// `0001_base.py:12`
pub(super) fn place(planner: &Planner<'_, '_>, origin: &Origin) -> String {
    format!("{}:{}", planner.surroundings.shown(&origin.path), origin.line)
}

pub(super) fn why(planner: &Planner<'_, '_>, taint: &Taint) -> String {
    format!("{} ({})", taint.why, place(planner, &taint.origin))
}

/// Whether no later revision gives the column another type or name, or drops it. What describes the column
/// of today tells nothing of a revision whose column has changed since.
///
/// # Errors
/// When one does, or may; which.
pub(super) fn unchanged_since(
    planner: &Planner<'_, '_>,
    table: &TableName,
    column: &str,
) -> Result<(), Reason> {
    /// No type has this name.
    const OWN: &str = "the type that the revision gives";
    let (Some(history), Some(id)) = (planner.history(), planner.revision.id()) else {
        return Ok(());
    };
    let graph = history.graph();
    // A revision that is not in the folder yet is the latest.
    if graph.get(&id).is_none() {
        return Ok(());
    }
    let shown = format!("{}.{column}", table.sql());
    let Some(place) = graph.place(&id) else {
        return Err("the history is not whole: this revision follows itself".to_owned());
    };
    // Where no other branch is among those before, others ask for the same.
    let schema = match planner.before.get_or_init(|| history.behind(&planner.revision.parents())) {
        Ok(schema) if graph.follows_all(&id) => schema.clone(),
        _ => history.in_order(place),
    };
    let mut schema = history.after(schema, &id);
    let made = schema.tables.get_mut(table).map(Arc::make_mut);
    let made = made.and_then(|table| table.columns.get_mut(column));
    let made = made.ok_or_else(|| format!("the revision does not show that it makes `{shown}`"))?;
    made.type_sql = Ok(OWN.to_owned());
    for id in history.touching(table, place) {
        schema = history.after(schema, id);
        let kept = schema.column(table, column).map(|column| &column.type_sql);
        if !matches!(kept, Some(Ok(sql)) if sql == OWN) {
            let path = graph.get(id).map(|node| planner.surroundings.shown(&node.path)).unwrap_or_default();
            return Err(format!("`{shown}` may have another type since {path}"));
        }
    }
    Ok(())
}

/// What the column and its table are called once the downgrade is through.
fn final_name(
    planner: &Planner<'_, '_>,
    mut table: TableName,
    mut column: String,
    at: u32,
) -> Result<(TableName, String), Reason> {
    let line = planner.file().line(at);
    let unclear = || "the downgrade renames what it brings back, and how is not understood".to_owned();
    for step in &planner.script().downgrade {
        match step {
            Step::Run { statement, line: later } if *later > line => match &**statement {
                Statement::AlterTable { table: renamed, actions } if *renamed == table => {
                    for action in actions {
                        match action {
                            Action::RenameColumn { from, to } if *from == column => {
                                column = to.clone().map_err(|_| unclear())?;
                            }
                            Action::Rename(to) => table.name = to.clone().map_err(|_| unclear())?,
                            Action::SetSchema(_) => return Err(unclear()),
                            _ => {}
                        }
                    }
                }
                Statement::RenameRelation { from, to } if *from == table => table.name.clone_from(to),
                _ => {}
            },
            Step::Either { .. } | Step::Call(_) if renames(std::slice::from_ref(step)) => {
                return Err(unclear());
            }
            Step::Run { .. }
            | Step::Somewhere { .. }
            | Step::Return
            | Step::Fail
            | Step::Either { .. }
            | Step::Call(_) => {}
        }
    }
    Ok((table, column))
}

/// Whether anything in the steps may give a table or column another name.
fn renames(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Run { statement, .. } => match &**statement {
            Statement::AlterTable { actions, .. } => {
                let renames = |action: &Action| {
                    matches!(action, Action::RenameColumn { .. } | Action::Rename(_) | Action::SetSchema(_))
                };
                actions.iter().any(renames)
            }
            Statement::RenameRelation { .. } => true,
            _ => false,
        },
        Step::Either { ways, .. } => ways.iter().any(|way| renames(way)),
        Step::Call(steps) => renames(steps),
        Step::Somewhere { .. } | Step::Return | Step::Fail => false,
    })
}

/// The part of the column's type that the expression stands for.
fn inside(past: Past, found: &TypeUse<'_>) -> Result<Past, Reason> {
    let sql = match found.wrappers.as_slice() {
        [] => Some(past.sql.as_str()),
        [Wrapper::Array { .. }] => past.sql.strip_suffix("[]"),
        _ => None,
    };
    match sql {
        Some(sql) => Ok(Past { sql: sql.to_owned(), source: past.source }),
        None => {
            Err(format!("{} says `{}`, which the expression around it does not fit", past.source, past.sql))
        }
    }
}
