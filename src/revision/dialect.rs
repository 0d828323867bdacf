//! Which databases a piece of code runs on.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::path::Path;

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

/// What a test says of the database where it holds, and where it does not.
pub fn of_test(test: &Expr, names: &Names) -> (Guard, Guard) {
    let (guards, negated) = match &test.kind {
        ExprKind::Equals { left, right, negated } => match (left.as_str(), right.as_str()) {
            (_, Some(name)) => (of_names(left, &[name], names), *negated),
            (Some(name), None) => (of_names(right, &[name], names), *negated),
            (None, None) => (unclear_if_dialect(test, names), false),
        },
        ExprKind::Membership { left, items, negated } => {
            match items.iter().map(Expr::as_str).collect::<Option<Vec<_>>>() {
                Some(words) => (of_names(left, &words, names), *negated),
                None => (unclear_if_dialect(test, names), false),
            }
        }
        ExprKind::Not(inner) => (of_test(inner, names), true),
        ExprKind::Call { function, arguments, .. } => match (&function.kind, arguments.as_slice()) {
            (ExprKind::Attribute { value, attribute }, [argument]) if attribute == "startswith" => {
                match argument.value.as_str() {
                    Some(name) => (of_names(value, &[name], names), false),
                    None => (unclear_if_dialect(test, names), false),
                }
            }
            _ => (unclear_if_dialect(test, names), false),
        },
        ExprKind::Name(_) => match names.value(test) {
            Some(value) => (of_test(value, names), false),
            None => ((Guard::Any, Guard::Any), false),
        },
        _ => (unclear_if_dialect(test, names), false),
    };
    if negated { (guards.1, guards.0) } else { guards }
}

/// What it says that `side` is one of `words`.
fn of_names(side: &Expr, words: &[&str], names: &Names) -> (Guard, Guard) {
    let postgres = words.iter().filter(|word| word.starts_with("postgres")).count();
    let others = words.iter().filter(|word| is_other(word)).count();
    if postgres + others == 0 && !mentions_dialect(side, names) {
        return (Guard::Any, Guard::Any);
    }
    match (postgres, others) {
        _ if words.is_empty() || postgres + others < words.len() => (Guard::Unclear, Guard::Unclear),
        (_, 0) => (Guard::Postgres, Guard::Other),
        (0, _) => (Guard::Other, Guard::Any),
        _ => (Guard::Any, Guard::Other),
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

/// What the folder of a revision says: some projects keep a twin of each revision for each database
/// (`versions/sqlite`, `versions_mysql`).
pub(super) fn of_folder(file: &Path) -> Guard {
    let folders = file.parent().into_iter().flat_map(Path::components).rev().take(2);
    folders.filter_map(|folder| folder.as_os_str().to_str()).fold(Guard::Any, |guard, name| {
        name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).fold(guard, |guard, word| {
            if is_other(word) {
                guard.and(Guard::Other)
            } else if matches!(word, "postgres" | "postgresql") {
                guard.and(Guard::Postgres)
            } else {
                guard
            }
        })
    })
}

/// What in a revision shows that the project runs on another database too.
pub fn other_dialect_evidence(imports: &Names) -> Option<&'static str> {
    ["mysql", "sqlite", "oracle", "mssql"].into_iter().find(|dialect| {
        let names = [format!("sqlalchemy.dialects.{dialect}"), format!("sqlalchemy.dialects.{dialect}.base")];
        names.iter().any(|module| imports.imports(module))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twin_folders_say_their_database() {
        for (path, guard) in [
            ("versions/a.py", Guard::Any),
            ("a.py", Guard::Any),
            ("sqlite/app/migrations/versions/a.py", Guard::Any),
            ("migrations/versions/sqlite/a.py", Guard::Other),
            ("migrations_mysql/versions/a.py", Guard::Other),
            ("migrations/versions/postgresql/a.py", Guard::Postgres),
        ] {
            assert_eq!(of_folder(Path::new(path)), guard, "{path}");
        }
    }

    #[test]
    fn tests_of_the_dialect_are_understood() {
        use crate::python::{StmtKind, parse};
        use crate::source::SourceFile;
        for (test, yes, no) in [
            ("bind.dialect.name == 'postgresql'", Guard::Postgres, Guard::Other),
            ("'sqlite' != bind.dialect.name", Guard::Any, Guard::Other),
            ("dialect in ('sqlite', 'mysql')", Guard::Other, Guard::Any),
            ("dialect not in ['postgresql']", Guard::Other, Guard::Postgres),
            ("dialect in {'postgresql', 'mysql'}", Guard::Any, Guard::Other),
            ("not dialect.name.startswith('postgres')", Guard::Other, Guard::Postgres),
            ("dialect.name in NAMES", Guard::Unclear, Guard::Unclear),
            ("table == 'doc'", Guard::Any, Guard::Any),
        ] {
            let file = SourceFile::from_text("a.py", format!("{test}\n"));
            let module = parse(&file).unwrap();
            let StmtKind::Expr(expr) = &module.body[0].kind else { panic!() };
            assert_eq!(of_test(expr, &Names::read(&module)), (yes, no), "{test}");
        }
    }
}
