//! Downgrades that are meant to be as they are.

use crate::diagnostic::{Finding, Severity};
use crate::plan::context::Planner;
use crate::python::{Stmt, StmtKind};
use crate::schema::Step;
use crate::source::Span;

/// What people write where there is no way back, in lower case.
const WORDS: &[&str] = &[
    "irreversible",
    "not reversible",
    "non-reversible",
    "nonreversible",
    "cannot be reversed",
    "can't be reversed",
    "cannot be undone",
    "can't be undone",
    "cannot be downgraded",
    "can't be downgraded",
    "cannot downgrade",
    "can't downgrade",
    "cannot be reverted",
    "can't be reverted",
    "cannot revert",
    "not revertible",
    "no downgrade",
    "no way back",
    "no going back",
    "one-way",
    "one way",
    "not supported",
    "unsupported",
    "not possible",
    "impossible",
    "intentionally",
    "deliberately",
    "on purpose",
    "nothing to undo",
    "nothing to revert",
    "nothing to downgrade",
    "nothing to do",
    "no-op",
    "noop",
    "by design",
    "not implemented",
    "forward only",
    "forward-only",
];

/// Whether the downgrade raises, or its text says that it is meant to do no more than it does: its comments,
/// its docstring, or the module's.
pub(super) fn is_final(planner: &Planner<'_, '_>, function: &Stmt) -> bool {
    let file = planner.file();
    let module = planner.revision.module;
    let next =
        module.body.iter().map(|statement| statement.span.start).find(|start| *start >= function.span.end);
    let span = Span::new(function.span.start, next.unwrap_or_else(|| file.len()));
    let comments = module.comments_in(span).iter().map(|comment| file.slice(*comment));
    let docstring = |body: &[Stmt]| match body.first().map(|first| &first.kind) {
        Some(StmtKind::Expr(expr)) => expr.as_str().map(str::to_owned),
        _ => None,
    };
    let own = function.bodies().first().and_then(|body| docstring(body));
    let of_module = docstring(&module.body).filter(|text| text.to_lowercase().contains("irreversible"));
    let says = |text: &str| {
        let text = text.to_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    };
    let mut raises = false;
    function.walk(&mut |inner| raises |= matches!(inner.kind, StmtKind::Raise(_)));
    raises || comments.into_iter().any(says) || own.is_some_and(|text| says(&text)) || of_module.is_some()
}

/// Whether nothing is left in the upgrade that has to be mended by hand: its inverse follows from what it does
/// then.
pub(super) fn upgrade_runs(planner: &Planner<'_, '_>, others: &[Finding]) -> bool {
    let in_upgrade = |finding: &Finding| {
        let function = planner.revision.function_at(finding.span.start);
        function.is_some_and(|function| function.name.starts_with("upgrade"))
    };
    !others
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.fix.is_none() && in_upgrade(finding))
}

/// Whether a way through the function ends before its last statement.
pub(super) fn may_return(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Return => true,
        Step::Either { ways, .. } => ways.iter().any(|way| may_return(way)),
        Step::Fail | Step::Call(_) | Step::Run { .. } | Step::Somewhere { .. } => false,
    })
}
