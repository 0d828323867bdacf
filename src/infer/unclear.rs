//! Statements of which it is not known whether they run.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::interpret::{Interpreter, Scope};
use super::run::Flow;
use super::value::Value;
use crate::python::{Stmt, StmtKind};

impl<'a> Interpreter<'a> {
    /// Whatever these statements may change is not known any more.
    pub(super) fn unclear(
        &self,
        statements: &[&'a Stmt],
        scope: &Scope<'a>,
        doubt: &str,
    ) -> Result<Flow<'a>, String> {
        let doubt = if doubt.contains(' ') {
            doubt.to_owned()
        } else {
            format!("the statement at {doubt} is not followed")
        };
        let mut returns = false;
        for statement in statements {
            statement.walk(&mut |inner| {
                returns |= matches!(inner.kind, StmtKind::Return(_));
                let opaque = || Value::Opaque(doubt.clone());
                match &inner.kind {
                    StmtKind::Assign { targets, .. } | StmtKind::Block { targets, .. } => {
                        targets.iter().for_each(|target| self.assign(target, opaque(), scope));
                    }
                    StmtKind::Augment { target, .. } => self.assign(target, opaque(), scope),
                    StmtKind::With { items, .. } => {
                        let targets = items.iter().filter_map(|(_, target)| target.as_ref());
                        targets.for_each(|target| self.assign(target, opaque(), scope));
                    }
                    StmtKind::Other(targets) => {
                        targets.iter().for_each(|target| self.assign(target, opaque(), scope));
                    }
                    StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                        for name in names {
                            let name = name.alias.as_ref().unwrap_or(&name.name);
                            scope.bind(name.split('.').next().unwrap_or(name), opaque());
                        }
                    }
                    StmtKind::Function { name, .. } | StmtKind::Class { name, .. } => {
                        scope.bind(&name.value, opaque());
                    }
                    _ => {}
                }
            });
            statement.walk_exprs(&mut |expr| {
                if expr.as_call().is_some() {
                    self.touch(&[expr], scope, &doubt);
                }
            });
        }
        // What raises in there never gets here; what returns does.
        if returns { Err(doubt) } else { Ok(Flow::Next) }
    }
}
