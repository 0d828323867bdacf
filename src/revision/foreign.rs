//! Names from outside Alembic, SQLAlchemy and the standard library.

use super::Revision;
use super::sqlalchemy::{Standing, standing};
use crate::python::{Argument, Expr, ExprKind, Resolution, Root, StmtKind, is_builtin, is_standard_library};

/// Whether a dotted path leads outside Alembic, SQLAlchemy and the standard library.
pub fn is_foreign(path: &str) -> bool {
    let root = path.split('.').next().unwrap_or(path);
    standing(path) == Standing::Foreign && root != "alembic" && !is_standard_library(path)
}

/// Whether an argument of one of SQLAlchemy's types brings a name from elsewhere with it. Types inside are
/// looked at by themselves.
pub(super) fn comes_in_by(revision: &Revision<'_>, argument: &Argument) -> bool {
    let nested = argument.keyword().is_some_and(|name| name.ends_with("_type"));
    let mut foreign = false;
    if !nested {
        chains(&argument.value, &mut |chain| {
            foreign |= revision
                .names
                .resolve(chain)
                .is_some_and(|resolution| comes_from_elsewhere(revision, &resolution));
        });
    }
    foreign
}

/// An unbound dotted name is what autogenerate leaves of a module (`app.enums.Color`).
fn comes_from_elsewhere(revision: &Revision<'_>, resolution: &Resolution) -> bool {
    let root = resolution.path.split('.').next().unwrap_or_default();
    match resolution.root {
        Root::Module | Root::Object => is_foreign(&resolution.path),
        Root::Unbound => resolution.path.contains('.') && !matches!(root, "sa" | "postgresql" | "sqlalchemy"),
        Root::Star => {
            has_foreign_star(revision)
                && !is_builtin(root)
                && standing(&format!("sqlalchemy.{root}")) != Standing::Known
        }
        Root::Local | Root::Builtin => false,
    }
}

/// `from app.enums import *`
fn has_foreign_star(revision: &Revision<'_>) -> bool {
    revision.module.body.iter().any(|statement| {
        matches!(&statement.kind, StmtKind::ImportFrom { module, names }
            if is_foreign(module) && names.iter().any(|name| name.name == "*"))
    })
}

/// Whether a class that the revision itself declares descends from one from elsewhere.
pub(super) fn is_foreign_class(revision: &Revision<'_>, name: &str) -> bool {
    // Each class stands behind those that it descends from.
    let mut names = vec![name.to_owned()];
    for statement in revision.module.body.iter().rev() {
        let StmtKind::Class { name, bases, .. } = &statement.kind else { continue };
        if !names.iter().any(|wanted| *wanted == *name.value) {
            continue;
        }
        for base in bases.iter().filter_map(|base| revision.names.resolve(&base.value)) {
            match base.root {
                Root::Local => names.push(base.path.to_string()),
                Root::Module | Root::Object if is_foreign(&base.path) => return true,
                Root::Module | Root::Object | Root::Unbound | Root::Star | Root::Builtin => {}
            }
        }
    }
    false
}

/// Calls `visit` for each whole name or attribute chain in `expr`.
fn chains<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    if matches!(expr.kind, ExprKind::Name(_)) || expr.root().is_some() {
        visit(expr);
    } else {
        expr.for_each_child(&mut |child| chains(child, visit));
    }
}
