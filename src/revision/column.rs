//! `sa.Column(…)` taken apart.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Revision;
use crate::python::{Argument, Expr, ExprKind, Passing};

/// A column definition.
#[derive(Clone, Debug)]
pub struct Column<'m> {
    /// The whole call.
    pub call: &'m Expr,
    /// The name's expression.
    pub name: Option<&'m Expr>,
    /// The type's argument.
    pub type_argument: Option<&'m Argument>,
    /// Constraints, `Computed` and the like.
    pub extras: Vec<&'m Argument>,
    /// Keyword arguments but name and type.
    pub keywords: Vec<(&'m str, &'m Expr)>,
    /// Whether `*value` or `**value` may hold anything.
    pub starred: bool,
}

/// Whether a called expression makes a column: `sa.Column`, and `sa.column` of lightweight tables.
pub fn is_column(revision: &Revision<'_>, function: &Expr) -> bool {
    match &function.kind {
        ExprKind::Attribute { attribute, .. } => attribute == "Column" || attribute == "column",
        ExprKind::Name(name) => {
            name == "Column"
                || name == "column"
                || revision
                    .names
                    .resolve(function)
                    .is_some_and(|resolution| last(&resolution.path) == "Column")
        }
        _ => false,
    }
}

/// The last name of a dotted path.
fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

impl<'m> Column<'m> {
    /// Takes a call of `Column` apart; `None` for anything else.
    pub fn read(revision: &Revision<'m>, expr: &'m Expr) -> Option<Self> {
        let (function, arguments) = expr.as_call()?;
        if !is_column(revision, function) {
            return None;
        }
        let mut column = Self {
            call: expr,
            name: None,
            type_argument: None,
            extras: Vec::new(),
            keywords: Vec::new(),
            starred: false,
        };
        let mut named = false;
        for argument in arguments {
            match &argument.passing {
                Passing::Keyword(name) => match name.as_str() {
                    "name" => column.name = Some(&argument.value),
                    "type_" => column.type_argument = Some(argument),
                    _ => column.keywords.push((name, &argument.value)),
                },
                Passing::Star | Passing::DoubleStar => column.starred = true,
                // `sa.Column(sa.Integer(), name='a')` leaves the name out.
                Passing::Positional
                    if !named && column.name.is_none() && is_name(revision, &argument.value) =>
                {
                    named = true;
                    column.name = Some(&argument.value);
                }
                Passing::Positional
                    if column.type_argument.is_none()
                        && column.extras.is_empty()
                        && !is_schema_item(&argument.value) =>
                {
                    column.type_argument = Some(argument);
                }
                Passing::Positional => column.extras.push(argument),
            }
        }
        Some(column)
    }

    /// The value of the keyword `name`.
    pub fn keyword(&self, name: &str) -> Option<&'m Expr> {
        self.keywords.iter().find(|(keyword, _)| *keyword == name).map(|(_, value)| *value)
    }
}

/// Whether a first positional argument is the name rather than the type.
fn is_name(revision: &Revision<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call { .. } => revision.string(expr).is_some(),
        ExprKind::Name(_) | ExprKind::Attribute { .. } => {
            revision.string(expr).is_some()
                || revision.names.resolve(expr).is_some_and(|resolution| {
                    let last = resolution.path.rsplit('.').next().unwrap_or_default();
                    !last.starts_with(|c: char| c.is_ascii_uppercase())
                })
        }
        _ => true,
    }
}

fn is_schema_item(expr: &Expr) -> bool {
    let Some((function, _)) = expr.as_call() else { return false };
    let Some(path) = function.dotted() else { return false };
    // A longer path of other modules is a class of theirs (`core.kinds.Computed`).
    let root = path.split('.').next().unwrap_or_default();
    let near = path.matches('.').count() <= 1 || root.starts_with("sa") || root.starts_with("sqlalchemy");
    near && matches!(
        path.rsplit('.').next(),
        Some(
            "ForeignKey"
                | "CheckConstraint"
                | "Computed"
                | "Identity"
                | "Sequence"
                | "FetchedValue"
                | "DefaultClause"
        )
    )
}
