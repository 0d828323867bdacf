//! Bodies of functions, followed statement by statement.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::collections::BTreeMap;
use std::rc::Rc;

use super::interpret::{Interpreter, Scope};
use super::value::{Instance, Passed, Value};
use crate::project::{Ancestor, SourceModule, absolute_path, function_parts};
use crate::python::{Expr, ExprKind, Parameter, ParameterKind, Stmt, StmtKind};

/// How a body ends.
enum Flow<'a> {
    /// It goes on behind it.
    Next,
    Return(Value<'a>),
    Raise,
}

/// A call that Python refuses.
pub(super) type Refusal = String;

impl<'a> Interpreter<'a> {
    pub(super) fn run_function(
        &self,
        module: &'a SourceModule,
        statement: &'a Stmt,
        passed: Vec<Passed<'a>>,
    ) -> Value<'a> {
        let Some((parameters, _, _)) = function_parts(statement) else {
            return Value::Opaque("no function".to_owned());
        };
        match self.bind(parameters, passed, module) {
            Ok(locals) => self.run(statement, Scope { module, locals, method: None }),
            Err(refusal) => Value::Opaque(refusal),
        }
    }

    /// Runs the method of the class at that place of the instance's order.
    pub(super) fn run_method(
        &self,
        instance: &Rc<Instance<'a>>,
        at: usize,
        statement: &'a Stmt,
        mut passed: Vec<Passed<'a>>,
    ) -> Value<'a> {
        let (Some(Ancestor::Own(class)), Some((parameters, _, _))) =
            (instance.order.get(at), function_parts(statement))
        else {
            return Value::Opaque("no method".to_owned());
        };
        passed.insert(0, (None, Value::Instance(Rc::clone(instance))));
        match self.bind(parameters, passed, class.module) {
            Ok(locals) => {
                let method = Some((Rc::clone(instance), at));
                self.run(statement, Scope { module: class.module, locals, method })
            }
            Err(refusal) => Value::Opaque(refusal),
        }
    }

    /// Runs a function whose parameters are bound.
    pub(super) fn run(&self, statement: &'a Stmt, mut scope: Scope<'a>) -> Value<'a> {
        let Some((_, body, _)) = function_parts(statement) else { return Value::None };
        match self.body(body, &mut scope) {
            Ok(Flow::Return(value)) => value,
            Ok(Flow::Next) => Value::None,
            Ok(Flow::Raise) => Value::Opaque(format!("it raises at {}", scope.module.place(statement.span))),
            Err(doubt) => {
                if let Some((instance, _)) = &scope.method {
                    instance.taint.borrow_mut().get_or_insert_with(|| doubt.clone());
                }
                Value::Opaque(doubt)
            }
        }
    }

    /// Binds a call's arguments to parameters, as Python does.
    pub(super) fn bind(
        &self,
        parameters: &'a [Parameter],
        passed: Vec<Passed<'a>>,
        module: &'a SourceModule,
    ) -> Result<BTreeMap<String, Value<'a>>, Refusal> {
        let mut locals = BTreeMap::new();
        let mut positional = Vec::new();
        let mut named = Vec::new();
        for (keyword, value) in passed {
            match keyword {
                None => positional.push(value),
                Some(name) => named.push((name, value)),
            }
        }
        let mut positional = positional.into_iter();
        for parameter in parameters {
            let name = &parameter.name;
            let by_name = named.iter().position(|(own, _)| own == name);
            let value = match parameter.kind {
                ParameterKind::Star => Some(Value::List(positional.by_ref().collect())),
                ParameterKind::DoubleStar => {
                    Some(Value::Dict(named.drain(..).map(|(key, value)| (Value::text(key), value)).collect()))
                }
                ParameterKind::Positional => match (positional.next(), by_name) {
                    (Some(_), Some(_)) => return Err(format!("`{name}` is given twice")),
                    (Some(value), None) => Some(value),
                    (None, at) => at.map(|at| named.remove(at).1),
                },
                ParameterKind::Keyword => by_name.map(|at| named.remove(at).1),
            };
            let default = || parameter.default.as_ref().map(|value| self.eval(value, &Scope::top(module)));
            let value = value.or_else(default).ok_or_else(|| format!("the argument `{name}` is missing"))?;
            locals.insert(name.to_string(), value);
        }
        if let Some((name, _)) = named.first() {
            return Err(format!("there is no argument `{name}`"));
        }
        match positional.next() {
            Some(_) => Err("there are too many arguments".to_owned()),
            None => Ok(locals),
        }
    }

    fn body(&self, body: &'a [Stmt], scope: &mut Scope<'a>) -> Result<Flow<'a>, String> {
        for statement in body {
            match self.statement(statement, scope)? {
                Flow::Next => {}
                end => return Ok(end),
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&self, statement: &'a Stmt, scope: &mut Scope<'a>) -> Result<Flow<'a>, String> {
        match &statement.kind {
            StmtKind::Pass => {}
            StmtKind::Expr(expr) => self.effect(expr, scope),
            StmtKind::Return(value) => {
                let value = value.as_ref().map_or(Value::None, |value| self.eval(value, scope));
                return Ok(Flow::Return(value));
            }
            StmtKind::Raise(_) => return Ok(Flow::Raise),
            StmtKind::Assign { targets, value: Some(value), .. } => {
                let value = self.eval(value, scope);
                targets.iter().for_each(|target| self.assign(target, value.clone(), scope));
            }
            StmtKind::Assign { value: None, .. } => {}
            StmtKind::If(branches) => return self.branches(branches, scope),
            StmtKind::Import(names) => {
                for name in names {
                    match &name.alias {
                        Some(alias) => self.import(alias, &name.name, scope, statement),
                        None => {
                            let first = name.name.split('.').next().unwrap_or(&name.name);
                            self.import(first, first, scope, statement);
                        }
                    }
                }
            }
            StmtKind::ImportFrom { module, names } => {
                let from = absolute_path(scope.module, module);
                for name in names {
                    let path = format!("{from}.{}", name.name);
                    self.import(name.alias.as_ref().unwrap_or(&name.name), &path, scope, statement);
                }
            }
            StmtKind::Function { name, .. } | StmtKind::Class { name, .. } => {
                let doubt =
                    format!("`{}` at {} is not followed", name.value, scope.module.place(statement.span));
                scope.locals.insert(name.value.to_string(), Value::Opaque(doubt));
            }
            _ => return self.unclear(&[statement], scope, &scope.module.place(statement.span)),
        }
        Ok(Flow::Next)
    }

    fn import(&self, name: &str, path: &str, scope: &mut Scope<'a>, statement: &Stmt) {
        let value = match crate::project::definition(self.sources, path) {
            Ok(Some(resolved)) => match resolved.object {
                crate::project::Object::External(path) => Value::External(path),
                crate::project::Object::Own(binding) if resolved.attributes.is_empty() => self.bound(binding),
                _ => Value::Opaque(format!("`{path}` is not followed")),
            },
            Ok(None) => Value::Opaque(format!(
                "the project has no `{path}`, at {}",
                scope.module.place(statement.span)
            )),
            Err(doubt) => Value::Opaque(doubt),
        };
        scope.locals.insert(name.to_owned(), value);
    }

    /// An expression for its effect: a call that is not understood may change what it is given.
    fn effect(&self, expr: &'a Expr, scope: &mut Scope<'a>) {
        let Some((function, arguments)) = expr.as_call() else { return };
        let value = self.eval(expr, scope);
        let (Value::Opaque(doubt), Some((instance, _))) = (value, &scope.method) else { return };
        let mut touches = false;
        let mut look = |inner: &Expr| {
            touches |= matches!(&inner.kind, ExprKind::Name(name) if name == "self" || name == "super")
        };
        function.walk(&mut look);
        arguments.iter().for_each(|argument| argument.value.walk(&mut look));
        if touches {
            instance.taint.borrow_mut().get_or_insert(doubt);
        }
    }

    fn assign(&self, target: &'a Expr, value: Value<'a>, scope: &mut Scope<'a>) {
        match (&target.kind, value) {
            (ExprKind::Name(name), value) => drop(scope.locals.insert(name.to_string(), value)),
            (ExprKind::Attribute { value: owner, attribute }, value) => {
                if let Value::Instance(instance) = self.eval(owner, scope) {
                    instance.attributes.borrow_mut().insert(attribute.to_string(), value);
                }
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), Value::List(values))
                if targets.len() == values.len() =>
            {
                for (target, value) in targets.iter().zip(values) {
                    self.assign(target, value, scope);
                }
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), Value::Opaque(doubt)) => {
                for target in targets {
                    self.assign(target, Value::Opaque(doubt.clone()), scope);
                }
            }
            (_, _) => {
                let doubt = format!("the assignment at {} is not followed", scope.module.place(target.span));
                if let Some((instance, _)) = &scope.method {
                    instance.taint.borrow_mut().get_or_insert(doubt);
                }
            }
        }
    }

    fn branches(
        &self,
        branches: &'a [(Option<Expr>, Vec<Stmt>)],
        scope: &mut Scope<'a>,
    ) -> Result<Flow<'a>, String> {
        for (at, (test, body)) in branches.iter().enumerate() {
            let truth = test.as_ref().map_or(Ok(true), |test| self.test(test, scope));
            match truth {
                Ok(true) => return self.body(body, scope),
                Ok(false) => {}
                // A check that only raises does not decide what the type is.
                Err(_) if body.iter().all(|inner| matches!(inner.kind, StmtKind::Raise(_))) => {}
                Err(doubt) => {
                    let rest: Vec<&Stmt> = branches[at..].iter().flat_map(|(_, body)| body).collect();
                    return self.unclear(&rest, scope, &doubt);
                }
            }
        }
        Ok(Flow::Next)
    }

    /// Statements of which it is not known whether they run.
    fn unclear(
        &self,
        statements: &[&'a Stmt],
        scope: &mut Scope<'a>,
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
                if let StmtKind::Assign { targets, .. } = &inner.kind {
                    for target in targets {
                        self.assign(target, Value::Opaque(doubt.clone()), scope);
                    }
                }
                if let StmtKind::Expr(expr) = &inner.kind
                    && expr.as_call().is_some()
                    && let Some((instance, _)) = &scope.method
                {
                    instance.taint.borrow_mut().get_or_insert_with(|| doubt.clone());
                }
            });
        }
        if returns { Err(doubt) } else { Ok(Flow::Next) }
    }
}
