//! A column definition as DDL, where that is exact.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reason;
use super::context::Planner;
use super::known::KnownType;
use crate::python::{Expr, ExprKind, Root};
use crate::revision::{Column, TypeUse, Wrapper};
use crate::sql::{ColumnDdl, Generated, is_expression, literal, through_text};

/// The DDL of `column`, whose type is `found` alone.
///
/// An `Err` says what only SQLAlchemy itself can render exactly.
pub(super) fn column_ddl(
    planner: &Planner<'_, '_>,
    column: &Column<'_>,
    found: &TypeUse<'_>,
    known: &KnownType,
) -> Result<ColumnDdl, Reason> {
    let type_sql = type_sql(column.type_argument.map(|argument| &argument.value), found, known)?;
    if column.starred {
        return Err("the column takes star arguments".to_owned());
    }
    let name = column
        .name
        .and_then(|name| planner.revision.string(name))
        .ok_or_else(|| "the column's name is no literal".to_owned())?;
    let mut ddl = ColumnDdl { name, type_sql, generated: None, not_null: false, comment: None };
    for extra in &column.extras {
        ddl.generated = Some(computed(planner, &extra.value)?);
    }
    for (keyword, value) in &column.keywords {
        read_keyword(planner, &mut ddl, keyword, value)?;
    }
    Ok(ddl)
}

/// The type text of a whole type expression: the known type itself or an array of it.
pub(super) fn type_sql(
    whole: Option<&Expr>,
    found: &TypeUse<'_>,
    known: &KnownType,
) -> Result<String, Reason> {
    let sql = known.sql.clone().ok_or_else(|| "the rule has no `sql` for these arguments".to_owned())?;
    let (outer, sql) = match found.wrappers.as_slice() {
        [] => (found.expr, sql),
        [Wrapper::Array { expr, dimensions: Some(dimensions @ 1..=6), plain: true }] => {
            (*expr, format!("{sql}{}", "[]".repeat(usize::try_from(*dimensions).unwrap_or(1))))
        }
        _ => return Err("the type stands inside another type expression".to_owned()),
    };
    if whole.is_some_and(|whole| std::ptr::eq(whole, outer)) {
        Ok(sql)
    } else {
        Err("the type stands inside another expression".to_owned())
    }
}

fn read_keyword(
    planner: &Planner<'_, '_>,
    ddl: &mut ColumnDdl,
    keyword: &str,
    value: &Expr,
) -> Result<(), Reason> {
    let unclear = || Err(format!("`{keyword}` is not understood exactly"));
    match (keyword, &value.kind) {
        ("nullable", ExprKind::Boolean(nullable)) => ddl.not_null = !nullable,
        ("server_default", _) => {
            if let Some(expression) = default(planner, value)? {
                ddl.generated = Some(Generated::Default(expression));
            }
        }
        ("comment", ExprKind::String(comment)) if is_plain_text(comment) => {
            ddl.comment = Some(comment.clone());
        }
        ("comment" | "server_onupdate", ExprKind::None)
        | ("unique" | "index" | "primary_key", ExprKind::Boolean(false) | ExprKind::None)
        | ("autoincrement" | "default" | "insert_default" | "onupdate" | "info" | "doc", _) => {}
        _ => return unclear(),
    }
    Ok(())
}

/// Text that every version of SQLAlchemy renders as Postgres reads it, online and with `--sql`.
fn is_plain_text(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\\', '\t', '\r', '\n'])
}

/// The SQL of a `server_default`; `None` where it is none.
pub(super) fn default(planner: &Planner<'_, '_>, value: &Expr) -> Result<Option<String>, Reason> {
    let unclear = || "`server_default` is not understood exactly".to_owned();
    match &value.kind {
        ExprKind::None => Ok(None),
        ExprKind::String(text) if text.is_empty() || is_plain_text(text) => Ok(Some(literal(text))),
        ExprKind::Call { function, arguments, .. } => {
            let resolution = planner.revision.names.resolve(function).ok_or_else(unclear)?;
            if !matches!(resolution.root, Root::Module | Root::Object) {
                return Err(unclear());
            }
            let only = match arguments.as_slice() {
                [argument] if argument.keyword().is_none() => argument.value.as_str(),
                _ => None,
            };
            match (resolution.path.strip_prefix("sqlalchemy.").ok_or_else(unclear)?, only) {
                ("text" | "sql.text" | "sql.expression.text", Some(text)) => {
                    Ok(Some(text_expression(text).ok_or_else(unclear)?))
                }
                ("false" | "sql.expression.false", None) if arguments.is_empty() => {
                    Ok(Some("false".to_owned()))
                }
                ("true" | "sql.expression.true", None) if arguments.is_empty() => Ok(Some("true".to_owned())),
                ("func.current_timestamp", None) if arguments.is_empty() => {
                    Ok(Some("CURRENT_TIMESTAMP".to_owned()))
                }
                (path @ ("func.now" | "func.gen_random_uuid" | "func.uuid_generate_v4"), None)
                    if arguments.is_empty() =>
                {
                    Ok(Some(format!("{}()", path.trim_start_matches("func."))))
                }
                _ => Err(unclear()),
            }
        }
        _ => Err(unclear()),
    }
}

/// What the database gets from `sa.text(text)`; nothing where that is no SQL, or a colon was taken for a bind,
/// which silently became NULL.
fn text_expression(text: &str) -> Option<String> {
    if text.trim().is_empty() || !is_plain_text(&text.replace("\\:", ":")) {
        return None;
    }
    let (expression, had_bind) = through_text(text);
    (!had_bind && is_expression(&expression).is_ok()).then_some(expression)
}

fn computed(planner: &Planner<'_, '_>, value: &Expr) -> Result<Generated, Reason> {
    let unclear = || "a constraint or other item of the column may get its name from elsewhere".to_owned();
    let (function, arguments) = value.as_call().ok_or_else(unclear)?;
    let resolution = planner.revision.names.resolve(function).ok_or_else(unclear)?;
    if resolution.path != "sqlalchemy.Computed" {
        return Err(unclear());
    }
    let expression = match arguments {
        [first] => first,
        [first, second]
            if second.keyword() == Some("persisted")
                && matches!(second.value.kind, ExprKind::Boolean(true) | ExprKind::None) =>
        {
            first
        }
        _ => return Err(unclear()),
    };
    let text = expression.value.as_str().filter(|_| expression.keyword().is_none()).ok_or_else(unclear)?;
    text_expression(text).map(Generated::Stored).ok_or_else(unclear)
}
