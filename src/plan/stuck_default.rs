//! Defaults that stand in the way of a change of type: Postgres casts a default by assignment alone,
//! whatever `USING` says of the rows.

use super::Reason;
use super::column_ddl::default;
use super::context::Planner;
use crate::python::{Expr, ExprKind};
use crate::revision::Operation;
use crate::sql::{TableName, drop_default, leading_literal, set_default};

/// What has to run around a change of type that has no cast by assignment.
#[derive(Default)]
pub(super) struct StuckDefault {
    /// In front of the change.
    pub(super) before: Option<String>,
    /// Behind it, where the column keeps its default.
    pub(super) behind: Option<String>,
}

/// The default of the column that `operation` changes to a type that its old one is not assigned to.
///
/// An `Err` says why the old default cannot be carried over.
pub(super) fn of(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    table: &TableName,
    column: &str,
) -> Result<StuckDefault, Reason> {
    let given = |name: &str| {
        operation.arguments.get(name).filter(|value| !matches!(value.kind, ExprKind::Boolean(false)))
    };
    let before = Some(drop_default(table, column));
    if let Some(new) = given("server_default") {
        // Only a column that has a default loses it or gets another one.
        return Ok(if fills_otherwise(new) {
            StuckDefault::default()
        } else {
            StuckDefault { before, behind: None }
        });
    }
    let Some(old) = given("existing_server_default").filter(|value| value.kind != ExprKind::None) else {
        return Ok(StuckDefault::default());
    };
    if fills_otherwise(old) {
        return Ok(StuckDefault::default());
    }
    let carried = default(planner, old).ok().flatten();
    let literal = carried.as_deref().and_then(leading_literal).ok_or(
        "Postgres does not cast the column's default to the type, and it is no literal: drop it before the change",
    )?;
    Ok(StuckDefault { before, behind: Some(set_default(table, column, literal)) })
}

/// `sa.Identity(…)` and `sa.Computed(…)`, which are no defaults to Postgres.
fn fills_otherwise(value: &Expr) -> bool {
    value
        .as_call()
        .and_then(|(function, _)| function.dotted())
        .is_some_and(|path| path.ends_with("Identity") || path.ends_with("Computed"))
}
