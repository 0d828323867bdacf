//! Loops over what is known.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values cannot be gone through")]

use super::interpret::{Interpreter, Scope};
use super::run::Flow;
use super::value::Value;
use crate::project::Doubt;
use crate::python::{Expr, ExprKind, Stmt, StmtKind};

impl<'a> Interpreter<'a> {
    /// `for name in values: …`, run for each of them; none where the loop is not so plain, or its values are
    /// not known.
    pub(super) fn repeat(&self, statement: &'a Stmt, scope: &Scope<'a>) -> Option<Result<Flow<'a>, Doubt>> {
        let StmtKind::Block { targets, expressions, bodies, .. } = &statement.kind else { return None };
        let ([target], [values], [body, rest @ ..]) =
            (targets.as_slice(), expressions.as_slice(), bodies.as_slice())
        else {
            return None;
        };
        if rest.iter().any(|body| !body.is_empty()) {
            return None;
        }
        let text = |statement: &Stmt| scope.module.file.slice(statement.span);
        let mut leaves = false;
        body.iter().for_each(|inner| {
            inner.walk(&mut |one| leaves |= matches!(text(one).trim_end_matches(';'), "break" | "continue"));
        });
        if leaves || !text(statement).starts_with("for ") || !matches!(target.kind, ExprKind::Name(_)) {
            return None;
        }
        let items = match self.eval(values, scope) {
            Value::List(items) => items,
            Value::Class(class) => match self.members_of(class) {
                Value::List(items) => items,
                _ => return None,
            },
            _ => return None,
        };
        for item in items {
            self.assign(target, item, scope);
            match self.body(body, scope) {
                Ok(Flow::Next) => {}
                end => return Some(end),
            }
        }
        Some(Ok(Flow::Next))
    }
}

/// A local name that the lambda looks up and that is bound again behind it, or in a loop around it.
pub(super) fn rebound(lambda: &Expr, scope: &Scope<'_>) -> Option<String> {
    let mut names = Vec::new();
    lambda.walk(&mut |inner| {
        if let ExprKind::Name(name) = &inner.kind
            && scope.local(name).is_some()
        {
            names.push(name.to_string());
        }
    });
    let mut found = None;
    for statement in scope.body {
        statement.walk(&mut |inner| {
            let around = inner.span.contains(lambda.span) && matches!(inner.kind, StmtKind::Block { .. });
            if !around && inner.span.end <= lambda.span.start {
                return;
            }
            let mut binds = |targets: &[Expr]| {
                for target in targets {
                    target.walk(&mut |one| {
                        if let ExprKind::Name(name) = &one.kind
                            && names.iter().any(|own| own == name.as_str())
                        {
                            found.get_or_insert_with(|| name.to_string());
                        }
                    });
                }
            };
            match &inner.kind {
                StmtKind::Assign { targets, .. } | StmtKind::Block { targets, .. } => binds(targets),
                StmtKind::Augment { target, .. } => binds(std::slice::from_ref(target)),
                _ => {}
            }
        });
    }
    found
}
