//! Calls: operations, the revision's own functions, and whatever else may touch the schema.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::values::{Bound, Names, bind, lookup, parameters};
use super::{DEPTH, Reader, Step};
use crate::python::{Argument, BindingForm, Expr, ExprKind, Passing, Root, Stmt, StmtKind};
use crate::revision::{OpKind, Operation};
use crate::sql::Statement;

/// Modules of Python's own library that revisions use; nothing in them knows the database.
const HARMLESS: &[&str] = &[
    "base64",
    "collections",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "hashlib",
    "importlib",
    "inspect",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "operator",
    "os",
    "pathlib",
    "random",
    "re",
    "secrets",
    "string",
    "sys",
    "textwrap",
    "time",
    "typing",
    "uuid",
    "warnings",
    "sqlalchemy",
    "alembic",
];

impl<'a> Reader<'a, '_> {
    /// Every call in an expression, in the order in which Python makes them; `alone` says that the value
    /// of the expression is not used.
    pub(super) fn calls(&mut self, expr: &'a Expr, names: &Names<'a>, alone: bool) {
        match &expr.kind {
            ExprKind::Binding { form, parts, .. } => {
                if *form != BindingForm::Lambda {
                    self.comprehension(expr, parts, names);
                }
            }
            ExprKind::Call { function, arguments, .. } => {
                if let ExprKind::Attribute { value, .. } = &function.kind {
                    self.calls(value, names, false);
                }
                for argument in arguments {
                    self.calls(&argument.value, names, false);
                }
                self.changing_call(function, names);
                self.call(expr, function, arguments, names, alone);
            }
            _ => expr.for_each_child(&mut |child| self.calls(child, names, false)),
        }
    }

    /// Operations in a comprehension run for values that the text does not tell.
    fn comprehension(&mut self, expr: &'a Expr, parts: &'a [Expr], names: &Names<'a>) {
        let mut acts = None;
        for part in parts {
            part.walk(&mut |inner| {
                if let Some(found) = self.operations.get(&inner.span)
                    && found.kind != OpKind::Other
                {
                    acts = Some(inner);
                }
            });
            if !matches!(part.kind, ExprKind::Call { .. }) {
                self.calls(part, names, false);
            }
        }
        if acts.is_some() {
            self.run(Statement::Opaque(format!("`{}` runs operations", self.shown(expr))), expr);
        }
    }

    fn call(
        &mut self,
        expr: &'a Expr,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
        alone: bool,
    ) {
        let operation: Option<&'a Operation<'_>> = self.operations.get(&expr.span).copied();
        if let Some(operation) = operation {
            self.operation(operation, names);
            return;
        }
        if let Some(statement) = self.own_function(function) {
            let StmtKind::Function { body, .. } = &statement.kind else { return };
            let Some(mut inner) = parameters(statement, arguments, names).filter(|_| self.depth < DEPTH)
            else {
                self.run(Statement::Opaque(format!("`{}` may do anything", self.shown(expr))), expr);
                return;
            };
            self.depth += 1;
            // A batch of the caller is filled by the callee, so queues go on.
            let before = std::mem::take(&mut self.steps);
            self.body(body, &mut inner);
            let steps = std::mem::replace(&mut self.steps, before);
            if !steps.is_empty() {
                self.steps.push(Step::Call(steps));
            }
            self.depth -= 1;
            return;
        }
        if self.is_called_by_value(expr, function, arguments, names) {
            return;
        }
        let ExprKind::Attribute { value, attribute } = &function.kind else {
            self.foreign(expr, function, arguments, names, alone);
            return;
        };
        match attribute.as_str() {
            "execute" | "exec_driver_sql" | "scalar" | "scalars" | "executemany" if !arguments.is_empty() => {
                self.execute(&arguments[0].value, names, attribute != "exec_driver_sql");
            }
            "create" | "drop" if self.is_type_life(value, names) => {
                self.type_life(value, attribute == "create", expr, names);
            }
            "create_all" | "drop_all" => {
                self.run(
                    Statement::Opaque(format!("`{}` makes or drops tables of the models", self.shown(expr))),
                    expr,
                );
            }
            "create" | "drop" if self.is_table(value, names) => {
                self.table_life(value, attribute == "create", expr, names);
            }
            "create" | "drop" | "add_table" if self.takes_connection(arguments, names) => {
                self.run(Statement::Opaque(format!("`{}` may do anything", self.shown(expr))), expr);
            }
            _ => self.foreign(expr, function, arguments, names, alone),
        }
    }

    /// A call of a variable, of a class of the revision, or of what another expression gives.
    fn is_called_by_value(
        &mut self,
        expr: &'a Expr,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
    ) -> bool {
        let (value, inner) = self.resolve(function, names);
        if let ExprKind::Binding { form: BindingForm::Lambda, targets, parts } = &value.kind {
            let mut own = inner;
            let mut given = arguments.iter().filter(|argument| argument.passing == Passing::Positional);
            for target in targets {
                if let ExprKind::Name(name) = &target.kind {
                    let bound = given.next().map(|argument| Bound::Expr(&argument.value, names.clone()));
                    bind(&mut own, name, bound.unwrap_or(Bound::Unknown));
                }
            }
            if let Some(body) = parts.last() {
                self.calls(body, &own, true);
            }
            return true;
        }
        let acts = match &function.kind {
            ExprKind::Name(name) => match lookup(names, name) {
                Some(Bound::Unknown) => true,
                Some(_) => mentions_op(value),
                None => self.own_class(name).is_some_and(|class| self.holds_operations(class)),
            },
            ExprKind::Subscript { .. } => true,
            ExprKind::Call { .. } => mentions_op(function),
            _ => false,
        };
        if acts {
            self.run(Statement::Opaque(format!("`{}` may do anything", self.shown(expr))), expr);
        }
        acts
    }

    fn holds_operations(&self, class: &Stmt) -> bool {
        let span = class.span;
        self.operations.keys().any(|operation| span.contains(*operation))
    }

    /// Whether an argument is `op`, or a connection that it gave.
    fn takes_connection(&self, arguments: &'a [Argument], names: &Names<'a>) -> bool {
        arguments.iter().any(|argument| {
            let (value, _) = self.resolve(&argument.value, names);
            match &value.kind {
                ExprKind::Name(name) => matches!(
                    name.as_str(),
                    "op" | "bind" | "conn" | "connection" | "session" | "operations" | "batch_op"
                ),
                ExprKind::Call { .. } => self.operations.contains_key(&value.span),
                _ => false,
            }
        })
    }

    /// Whether it is an operation that is not called here (`op.execute`), or a function of the revision that
    /// runs some.
    fn is_operation(&self, expr: &'a Expr, names: &Names<'a>) -> bool {
        let (value, _) = self.resolve(expr, names);
        match &value.kind {
            ExprKind::Attribute { attribute, .. } => {
                let path = self.revision.names.resolve(value).map(|found| found.path);
                let is_of_op =
                    path.is_some_and(|path| path.starts_with("alembic.op.") || path.starts_with("op."));
                is_of_op && !matches!(attribute.as_str(), "f" | "get_bind" | "get_context" | "inline_literal")
            }
            ExprKind::Name(_) => {
                self.own_function(value).is_some_and(|function| self.holds_operations(function))
            }
            _ => false,
        }
    }

    /// A call of something that is not in the file.
    fn foreign(
        &mut self,
        expr: &'a Expr,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
        alone: bool,
    ) {
        if arguments.iter().any(|argument| self.is_operation(&argument.value, names)) {
            self.run(Statement::Opaque(format!("`{}` may run operations", self.shown(expr))), expr);
            return;
        }
        let Some(resolution) = self.revision.names.resolve(function) else { return };
        let first = resolution.path.split('.').next().unwrap_or_default();
        let foreign = match resolution.root {
            Root::Module | Root::Object => !HARMLESS.contains(&first),
            Root::Star | Root::Unbound => first != "sa" && first != "postgresql",
            Root::Local | Root::Builtin => false,
        };
        let starts_upper = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let makes = starts_upper(resolution.path.rsplit('.').next().unwrap_or_default());
        if foreign && !makes && (alone || self.takes_connection(arguments, names)) {
            let starred = arguments.iter().any(|argument| argument.passing == Passing::Star);
            let detail = if starred { ", with arguments that are not in the text," } else { "" };
            self.run(Statement::Opaque(format!("`{}`{detail} may do anything", self.shown(expr))), expr);
        }
    }
}

fn mentions_op(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| found |= matches!(&inner.kind, ExprKind::Name(name) if name == "op"));
    found
}
