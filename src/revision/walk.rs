//! Finds the operations of a revision, with what surrounds them.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Revision;
use super::dialect::{self, Guard};
use super::operation::{Batch, BoundArguments, OpKind, Operation, Site};
use super::plugin::Plugin;
use crate::python::{BlockKind, Expr, ExprKind, Root, Stmt, StmtKind};
use crate::source::Span;

/// What holds for the statements of a body.
#[derive(Clone)]
struct Context<'m> {
    /// Names of parameters and variables that hold an operations object.
    receivers: Vec<&'m str>,
    /// Batch variables with their blocks, innermost last.
    batches: Vec<(&'m str, usize)>,
    in_loop: bool,
    conditional: bool,
    guard: Guard,
}

pub(super) fn read_operations(revision: &mut Revision<'_>) {
    let module = revision.module;
    let context = Context {
        receivers: Vec::new(),
        batches: Vec::new(),
        in_loop: false,
        conditional: false,
        guard: Guard::Any,
    };
    read_body(revision, &module.body, &context);
    revision.operations.sort_by_key(|operation| operation.call.span.start);
}

fn read_body<'m>(revision: &mut Revision<'m>, body: &'m [Stmt], context: &Context<'m>) {
    let mut context = context.clone();
    if context.guard != Guard::Any
        && let (Some(first), Some(last)) = (body.first(), body.last())
    {
        revision.guards.push((Span::new(first.span.start, last.span.end), context.guard));
    }
    for statement in body {
        read_statement(revision, statement, &context);
        // An early return leaves the rest of the body to the other case.
        if let StmtKind::If(branches) = &statement.kind
            && let [(Some(test), branch)] = branches.as_slice()
            && branch.last().is_some_and(|last| matches!(last.kind, StmtKind::Return(_) | StmtKind::Raise(_)))
        {
            let (_, otherwise) = dialect::of_test(test, &revision.names);
            context.guard = context.guard.and(otherwise);
            context.conditional = true;
            if let Some(last) = body.last()
                && otherwise != Guard::Any
            {
                revision.guards.push((Span::new(statement.span.end, last.span.end), otherwise));
            }
        }
    }
}

fn read_statement<'m>(revision: &mut Revision<'m>, statement: &'m Stmt, context: &Context<'m>) {
    read_expressions(revision, statement, context);
    match &statement.kind {
        StmtKind::Function { parameters, body, .. } => {
            let mut inner = context.clone();
            let names = || parameters.iter().map(|parameter| parameter.name.as_str());
            inner.receivers.extend(names().filter(|name| *name == "op" || *name == "operations"));
            inner
                .batches
                .extend(names().filter(|name| name.contains("batch")).map(|name| (name, usize::MAX)));
            read_body(revision, body, &inner);
        }
        StmtKind::If(branches) => {
            let mut otherwise = Guard::Any;
            for (test, body) in branches {
                let (yes, no) = test
                    .as_ref()
                    .map_or((Guard::Any, Guard::Any), |test| dialect::of_test(test, &revision.names));
                let mut inner = context.clone();
                inner.guard = context.guard.and(otherwise).and(yes);
                inner.conditional = true;
                read_body(revision, body, &inner);
                otherwise = otherwise.and(no);
            }
        }
        StmtKind::With { items, body } => {
            let mut inner = context.clone();
            for (value, target) in items {
                if let Some((variable, index)) =
                    read_batch(revision, statement, value, target.as_ref(), context)
                {
                    inner.batches.push((variable, index));
                }
            }
            read_body(revision, body, &inner);
        }
        StmtKind::Block { kind, bodies, .. } => {
            for body in bodies {
                let mut inner = context.clone();
                inner.in_loop |= *kind == BlockKind::Loop;
                inner.conditional = true;
                read_body(revision, body, &inner);
            }
        }
        _ => {
            for body in statement.bodies() {
                read_body(revision, body, context);
            }
        }
    }
}

fn read_batch<'m>(
    revision: &mut Revision<'m>,
    statement: &'m Stmt,
    value: &'m Expr,
    target: Option<&'m Expr>,
    context: &Context<'m>,
) -> Option<(&'m str, usize)> {
    let (function, arguments) = value.as_call()?;
    let (receiver, name) = operation_name(revision, function, context)?;
    if OpKind::of(name) != OpKind::BatchAlterTable {
        return None;
    }
    let ExprKind::Name(variable) = &target?.kind else { return None };
    revision.batches.push(Batch {
        statement,
        variable,
        arguments: BoundArguments::bind(OpKind::BatchAlterTable.parameters(), false, arguments),
        receiver,
        guard: context.guard,
        in_loop: context.in_loop,
    });
    Some((variable, revision.batches.len() - 1))
}

fn read_expressions<'m>(revision: &mut Revision<'m>, statement: &'m Stmt, context: &Context<'m>) {
    let mut calls = Vec::new();
    statement.for_each_expr(&mut |expr| {
        expr.walk(&mut |inner| {
            if matches!(inner.kind, ExprKind::Call { .. }) {
                calls.push(inner);
            }
        });
    });
    for call in calls {
        let Some((function, arguments)) = call.as_call() else { continue };
        let Some((receiver, name)) = operation_name(revision, function, context) else { continue };
        let batch = context.batches.iter().rev().find(|(variable, _)| *variable == receiver);
        let kind = OpKind::of(name);
        let plugin = Plugin::of(name);
        let parameters = plugin.map_or(kind.parameters(), |plugin| plugin.parameters);
        let in_batch = batch.is_some() && kind != OpKind::BatchAlterTable;
        revision.operations.push(Operation {
            kind,
            plugin,
            name,
            call,
            receiver,
            arguments: BoundArguments::bind(parameters, in_batch, arguments),
            site: Site {
                statement,
                is_statement: matches!(&statement.kind, StmtKind::Expr(expr) if std::ptr::eq(expr, call)),
                batch: batch.map(|(_, index)| *index),
                in_loop: context.in_loop,
                conditional: context.conditional,
                guard: context.guard,
            },
        });
    }
}

/// The receiver as written and the operation's name, if `function` is an operation.
fn operation_name<'m>(
    revision: &Revision<'m>,
    function: &'m Expr,
    context: &Context<'m>,
) -> Option<(&'m str, &'m str)> {
    match &function.kind {
        ExprKind::Attribute { value, attribute } => {
            if let ExprKind::Name(name) = &value.kind {
                let known = context.receivers.contains(&name.as_str())
                    || context.batches.iter().any(|(variable, _)| variable == name);
                if known {
                    return Some((name, attribute));
                }
            }
            let resolution = revision.names.resolve(value)?;
            let bound = matches!(resolution.root, Root::Module | Root::Object);
            let is_op = (bound && resolution.path == "alembic.op")
                || (matches!(resolution.root, Root::Unbound | Root::Star) && resolution.path == "op");
            is_op.then(|| (revision.file.slice(value.span), attribute.as_str()))
        }
        ExprKind::Name(name) => {
            let resolution = revision.names.resolve(function)?;
            let operation = resolution.path.strip_prefix("alembic.op.")?;
            (resolution.root == Root::Object && operation == name).then_some(("", name.as_str()))
        }
        _ => None,
    }
}
