//! Which databases a piece of code runs on.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use crate::python::{Expr, ExprKind, Names};

/// The databases on which code runs, as far as `if dialect.name == …` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Guard {
    /// Nothing is said.
    #[default]
    Any,
    /// Postgres only.
    Postgres,
    /// Not on Postgres.
    Other,
    /// A condition on the dialect that is not understood.
    Unclear,
}

impl Guard {
    /// Both guards together: the outer one and one inside it.
    #[must_use]
    pub fn and(self, inner: Self) -> Self {
        match (self, inner) {
            (Self::Other, _) | (_, Self::Other) => Self::Other,
            (Self::Unclear, _) | (_, Self::Unclear) => Self::Unclear,
            (Self::Postgres, _) | (_, Self::Postgres) => Self::Postgres,
            (Self::Any, Self::Any) => Self::Any,
        }
    }
}

const OTHERS: &[&str] =
    &["sqlite", "mysql", "mariadb", "oracle", "mssql", "cockroachdb", "snowflake", "duckdb"];

fn is_other(name: &str) -> bool {
    OTHERS.contains(&name)
}

/// What a test says of the dialect when it is true, and when it is false.
pub(super) fn of_test(test: &Expr, names: &Names) -> (Guard, Guard) {
    match &test.kind {
        ExprKind::Equals { left, right, negated } => {
            let Some(name) = right.as_str().or_else(|| left.as_str()) else {
                return unclear_if_dialect(test, names);
            };
            let side = if right.as_str().is_some() { left } else { right };
            if !mentions_dialect(side, names) && !is_other(name) && name != "postgresql" {
                return (Guard::Any, Guard::Any);
            }
            let (yes, no) = if name.starts_with("postgres") {
                (Guard::Postgres, Guard::Other)
            } else if is_other(name) {
                (Guard::Other, Guard::Any)
            } else {
                (Guard::Unclear, Guard::Unclear)
            };
            if *negated { (no, yes) } else { (yes, no) }
        }
        ExprKind::Name(_) => match names.value(test) {
            Some(value) => of_test(value, names),
            None => (Guard::Any, Guard::Any),
        },
        _ => unclear_if_dialect(test, names),
    }
}

fn unclear_if_dialect(test: &Expr, names: &Names) -> (Guard, Guard) {
    if mentions_dialect(test, names) { (Guard::Unclear, Guard::Unclear) } else { (Guard::Any, Guard::Any) }
}

fn mentions_dialect(expr: &Expr, names: &Names) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| {
        found |= match &inner.kind {
            ExprKind::Attribute { attribute, .. } => attribute.contains("dialect"),
            ExprKind::Name(name) => {
                name.contains("dialect")
                    || names.value(inner).is_some_and(|value| {
                        !std::ptr::eq(value, inner)
                            && !matches!(value.kind, ExprKind::Name(_))
                            && shallow_mention(value)
                    })
            }
            ExprKind::String(text) => is_other(text) || text == "postgresql",
            _ => false,
        };
    });
    found
}

fn shallow_mention(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| {
        found |= match &inner.kind {
            ExprKind::Attribute { attribute, .. } => attribute.contains("dialect"),
            ExprKind::String(text) => is_other(text),
            _ => false,
        };
    });
    found
}

/// What in a revision shows that the project runs on another database too.
pub fn other_dialect_evidence(imports: &Names) -> Option<&'static str> {
    ["mysql", "sqlite", "oracle", "mssql"].into_iter().find(|dialect| {
        let names = [format!("sqlalchemy.dialects.{dialect}"), format!("sqlalchemy.dialects.{dialect}.base")];
        names.iter().any(|module| imports.imports(module))
    })
}
