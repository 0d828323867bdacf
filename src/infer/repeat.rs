//! Loops over what is known.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values cannot be gone through")]

use super::interpret::{Interpreter, Scope};
use super::run::Flow;
use super::value::Value;
use crate::project::Doubt;
use crate::python::{ExprKind, Stmt, StmtKind};

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
