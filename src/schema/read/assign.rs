//! What statements bind, and what they change in place.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::values::{Bound, Names, bind};
use crate::python::{Expr, ExprKind, Stmt, StmtKind, changes_in_place};

impl<'a> Reader<'a, '_> {
    /// Binds the names of a target.
    pub(super) fn assign(
        &mut self,
        target: &'a Expr,
        value: Option<(&'a Expr, &Names<'a>)>,
        names: &mut Names<'a>,
    ) {
        match &target.kind {
            ExprKind::Name(name) => {
                let bound = value.map_or(Bound::Unknown, |(value, inner)| Bound::Expr(value, inner.clone()));
                bind(names, name, bound);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let items = value.and_then(|(value, inner)| self.items(value, inner));
                for (at, target) in targets.iter().enumerate() {
                    let item = items.as_ref().and_then(|items| items.get(at));
                    self.assign(target, item.map(|(item, inner)| (*item, inner)), names);
                }
            }
            ExprKind::Subscript { value: container, .. } => self.change(container, names),
            // `*rest`
            ExprKind::Other(inner) => inner.iter().for_each(|target| self.assign(target, None, names)),
            _ => {}
        }
    }

    /// `target += …`: a text or number is another one from now on, a list is changed for all who know it.
    pub(super) fn augment(&mut self, target: &'a Expr, value: &'a Expr, names: &mut Names<'a>) {
        let before = names.clone();
        let is_text = matches!(target.kind, ExprKind::Name(_)) && self.string(target, names).is_ok();
        if !is_text {
            self.change(target, names);
        }
        self.assign(target, is_text.then_some((value, &before)), names);
    }

    /// What the container holds is not in the text from now on.
    fn change(&mut self, container: &'a Expr, names: &Names<'a>) {
        let (found, _) = self.resolve(container, names);
        self.changed.insert(found.span);
    }

    /// Notes what a call changes in place.
    pub(super) fn changing_call(&mut self, function: &'a Expr, names: &Names<'a>) {
        if let ExprKind::Attribute { value, attribute } = &function.kind
            && changes_in_place(attribute)
        {
            self.change(value, names);
        }
    }

    /// What the statements assign or change is not known behind them.
    pub(super) fn forget(&mut self, body: &'a [Stmt], names: &mut Names<'a>) {
        for statement in body {
            statement.walk(&mut |inner| {
                match &inner.kind {
                    StmtKind::Assign { targets, .. } | StmtKind::Block { targets, .. } => {
                        targets.iter().for_each(|target| self.assign(target, None, names));
                    }
                    StmtKind::Augment { target, .. } => {
                        self.change(target, names);
                        self.assign(target, None, names);
                    }
                    StmtKind::Other(expressions) => {
                        expressions.iter().for_each(|target| self.assign(target, None, names));
                    }
                    _ => {}
                }
                inner.for_each_expr(&mut |expr| {
                    expr.walk(&mut |call| {
                        if let Some((function, _)) = call.as_call() {
                            self.changing_call(function, names);
                        }
                    });
                });
            });
        }
    }

    /// Notes what the module itself changes in place before any of its functions runs.
    pub(super) fn module(&mut self, body: &'a [Stmt]) {
        for statement in body {
            if !matches!(statement.kind, StmtKind::Function { .. } | StmtKind::Class { .. }) {
                self.forget(std::slice::from_ref(statement), &mut None);
            }
        }
    }
}
