//! Bodies of functions, followed statement by statement.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::call::{SOME, SOME_NAMED};
use super::change::is_display;
use super::interpret::{Interpreter, Scope};
use super::value::{Instance, Passed, Value};
use crate::project::{Ancestor, Class, SourceModule, When, absolute_path, function_parts};
use crate::python::{BlockKind, Expr, ExprKind, Parameter, ParameterKind, Stmt, StmtKind};

/// How a body ends.
pub(super) enum Flow<'a> {
    /// It goes on behind it.
    Next,
    Return(Value<'a>),
    Raise,
}

/// A call that Python refuses.
pub(super) type Refusal = String;

impl<'a> Interpreter<'a> {
    /// Runs a function; `class` is the one whose class method it is.
    pub(super) fn run_function(
        &self,
        module: &'a SourceModule,
        statement: &'a Stmt,
        passed: Vec<Passed<'a>>,
        class: Option<Class<'a>>,
    ) -> Value<'a> {
        let Some((parameters, ..)) = function_parts(statement) else {
            return Value::Opaque("no function".to_owned());
        };
        match self.bind(parameters, passed, module, class) {
            Ok(locals) => self.run(statement, self.scope(module, statement, locals, None)),
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
        let (Some(Ancestor::Own(class)), Some((parameters, ..))) =
            (instance.order.get(at), function_parts(statement))
        else {
            return Value::Opaque("no method".to_owned());
        };
        passed.insert(0, (None, Value::Instance(Rc::clone(instance))));
        match self.bind(parameters, passed, class.module, Some(*class)) {
            Ok(locals) => {
                let method = Some((Rc::clone(instance), at));
                self.run(statement, self.scope(class.module, statement, locals, method))
            }
            Err(refusal) => Value::Opaque(refusal),
        }
    }

    /// The names that the body of a function sees.
    pub(super) fn scope(
        &self,
        module: &'a SourceModule,
        statement: &'a Stmt,
        locals: BTreeMap<String, Value<'a>>,
        method: Option<(Rc<Instance<'a>>, usize)>,
    ) -> Scope<'a> {
        let (parameters, body) =
            function_parts(statement).map_or((&[][..], &[][..]), |(parameters, body, _)| (parameters, body));
        // What the stars collect is made for the call.
        let fresh: BTreeSet<String> = parameters
            .iter()
            .filter(|parameter| matches!(parameter.kind, ParameterKind::DoubleStar))
            .map(|parameter| parameter.name.to_string())
            .collect();
        let when = self.moment();
        Scope { module, locals: RefCell::new(locals), fresh: RefCell::new(fresh), when, body, method }
    }

    /// Runs a function whose parameters are bound.
    #[expect(clippy::needless_pass_by_value, reason = "it ends with the call")]
    pub(super) fn run(&self, statement: &'a Stmt, scope: Scope<'a>) -> Value<'a> {
        let place = scope.module.place(statement.span);
        let yields = scope.module.file.slice(statement.span);
        if yields.starts_with("async ") || yields.contains("yield") {
            return Value::Opaque(format!("the function at {place} is no plain one"));
        }
        match self.body(scope.body, &scope) {
            Ok(Flow::Return(value)) => value,
            Ok(Flow::Next) => Value::None,
            Ok(Flow::Raise) => Value::Opaque(format!("it raises at {place}")),
            Err(doubt) => {
                self.taint_all(&scope, &doubt);
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
        class: Option<Class<'a>>,
    ) -> Result<BTreeMap<String, Value<'a>>, Refusal> {
        let mut locals = BTreeMap::new();
        let mut positional = Vec::new();
        let mut named = Vec::new();
        // Arguments that nobody knows may be any of those that are not given.
        let mut some = None;
        let mut some_named = None;
        for (keyword, value) in passed {
            match keyword.as_deref() {
                None => positional.push(value),
                Some(SOME) => some = some.or_else(|| value.doubt().cloned()),
                Some(SOME_NAMED) => some_named = some_named.or_else(|| value.doubt().cloned()),
                Some(name) => named.push((name.to_owned(), value)),
            }
        }
        let mut positional = positional.into_iter();
        for parameter in parameters {
            let name = &parameter.name;
            let by_name = named.iter().position(|(own, _)| own == name);
            let unknown = match parameter.kind {
                ParameterKind::Positional => some.as_ref().or(some_named.as_ref()),
                ParameterKind::Star => some.as_ref(),
                ParameterKind::Keyword | ParameterKind::DoubleStar => some_named.as_ref(),
            };
            let unknown = unknown.map(|doubt| Value::Opaque(doubt.clone()));
            let value = match parameter.kind {
                ParameterKind::Star => unknown.or_else(|| Some(Value::List(positional.by_ref().collect()))),
                ParameterKind::DoubleStar => unknown.or_else(|| {
                    Some(Value::Dict(named.drain(..).map(|(key, value)| (Value::text(key), value)).collect()))
                }),
                ParameterKind::Positional => match (positional.next(), by_name) {
                    (Some(_), Some(_)) => return Err(format!("`{name}` is given twice")),
                    (Some(value), None) => Some(value),
                    (None, Some(at)) => Some(named.remove(at).1),
                    (None, None) => unknown,
                },
                ParameterKind::Keyword => by_name.map(|at| named.remove(at).1).or(unknown),
            };
            let default = || parameter.default.as_ref().map(|value| self.default(value, module, class));
            let value = value.or_else(default).ok_or_else(|| format!("the argument `{name}` is missing"))?;
            locals.insert(name.to_string(), value);
        }
        let takes = |kind| parameters.iter().any(|parameter| parameter.kind == kind);
        if let Some((name, _)) = named.first().filter(|_| !takes(ParameterKind::DoubleStar)) {
            return Err(format!("there is no argument `{name}`"));
        }
        match positional.next().filter(|_| !takes(ParameterKind::Star)) {
            Some(_) => Err("there are too many arguments".to_owned()),
            None => Ok(locals),
        }
    }

    /// The default of a parameter, evaluated where its function is defined.
    fn default(&self, value: &'a Expr, module: &'a SourceModule, class: Option<Class<'a>>) -> Value<'a> {
        self.importing.set(self.importing.get() + 1);
        let found = match class {
            Some(class) if class.statement.span.contains(value.span) => {
                self.eval(value, &self.class_scope(class, value))
            }
            _ => self.eval(value, &Scope::top(module, When::At(value.span.start))),
        };
        self.importing.set(self.importing.get() - 1);
        found
    }

    pub(super) fn body(&self, body: &'a [Stmt], scope: &Scope<'a>) -> Result<Flow<'a>, String> {
        for statement in body {
            match self.statement(statement, scope)? {
                Flow::Next => {}
                end => return Ok(end),
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&self, statement: &'a Stmt, scope: &Scope<'a>) -> Result<Flow<'a>, String> {
        match &statement.kind {
            StmtKind::Pass | StmtKind::Assign { value: None, .. } => {}
            StmtKind::Expr(expr) => self.effect(expr, scope),
            StmtKind::Return(value) => {
                let value = value.as_ref().map_or(Value::None, |value| self.eval(value, scope));
                return Ok(Flow::Return(value));
            }
            StmtKind::Raise(_) => return Ok(Flow::Raise),
            StmtKind::Assign { targets, value: Some(expr), .. } => {
                let value = self.eval(expr, scope);
                targets.iter().for_each(|target| self.assign(target, value.clone(), scope));
                if let ([Expr { kind: ExprKind::Name(name), .. }], true) =
                    (targets.as_slice(), is_display(expr))
                {
                    scope.fresh.borrow_mut().insert(name.to_string());
                }
            }
            StmtKind::Augment { target, value } => {
                let value = self.eval(value, scope);
                self.assign(target, value, scope);
            }
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
                scope.bind(&name.value, Value::Opaque(doubt));
            }
            // A check does not decide what the type is.
            StmtKind::Other(_) if scope.module.file.slice(statement.span).starts_with("assert") => {}
            StmtKind::Block { kind: BlockKind::Loop, .. } => {
                return match self.repeat(statement, scope) {
                    Some(flow) => flow,
                    None => self.unclear(&[statement], scope, &scope.module.place(statement.span)),
                };
            }
            StmtKind::Block { kind: BlockKind::Try, bodies, .. } => {
                // What its body would do tells why it matters.
                let inner = match self.body(bodies.first().map_or(&[][..], Vec::as_slice), &scope.clone()) {
                    Ok(Flow::Return(Value::Opaque(doubt))) | Err(doubt) => format!(": {doubt}"),
                    _ => String::new(),
                };
                let doubt =
                    format!("the `try` at {} is not followed{inner}", scope.module.place(statement.span));
                return self.unclear(&[statement], scope, &doubt);
            }
            _ => return self.unclear(&[statement], scope, &scope.module.place(statement.span)),
        }
        Ok(Flow::Next)
    }

    fn import(&self, name: &str, path: &str, scope: &Scope<'a>, statement: &Stmt) {
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
        scope.bind(name, value);
    }

    /// An expression for its effect: a call that is not understood may change what it is given.
    fn effect(&self, expr: &'a Expr, scope: &Scope<'a>) {
        if let Value::Opaque(doubt) = self.eval(expr, scope)
            && !self.is_followed(expr, scope)
        {
            self.touch(&[expr], scope, &doubt);
        }
    }

    /// Whether all that an expression does was followed, whatever it gives.
    fn is_followed(&self, expr: &'a Expr, scope: &Scope<'a>) -> bool {
        match &expr.kind {
            ExprKind::Call { function, .. } => super::call::is_tracked(&self.eval(function, scope)),
            ExprKind::String(_) | ExprKind::Name(_) | ExprKind::Attribute { .. } => true,
            _ => false,
        }
    }

    pub(super) fn assign(&self, target: &'a Expr, value: Value<'a>, scope: &Scope<'a>) {
        let doubt = || format!("the assignment at {} is not followed", scope.place(target));
        match (&target.kind, value) {
            (ExprKind::Name(name), value) => scope.bind(name, value),
            (ExprKind::Attribute { value: owner, attribute }, value) => match self.eval(owner, scope) {
                Value::Instance(instance) => {
                    instance.attributes.borrow_mut().insert(attribute.to_string(), value);
                }
                _ => self.taint_all(scope, &format!("{}: `{}`", doubt(), scope.module.text(target))),
            },
            (ExprKind::Subscript { value: owner, index }, value) => {
                let key = self.eval(index, scope);
                let done =
                    matches!(&owner.kind, ExprKind::Name(name) if self.set_item(name, &key, value, scope));
                if !done {
                    self.touch(&[target], scope, &doubt());
                    self.taint_all(scope, &doubt());
                }
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), Value::List(values))
                if targets.len() == values.len()
                    && !targets.iter().any(|one| matches!(one.kind, ExprKind::Other(_))) =>
            {
                for (target, value) in targets.iter().zip(values) {
                    self.assign(target, value, scope);
                }
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), value) => {
                let doubt = value.doubt().cloned().unwrap_or_else(doubt);
                for target in targets {
                    self.assign(target, Value::Opaque(doubt.clone()), scope);
                }
            }
            (ExprKind::Other(inner), _) => {
                for target in inner {
                    self.assign(target, Value::Opaque(doubt()), scope);
                }
            }
            _ => self.taint_all(scope, &doubt()),
        }
    }

    fn branches(
        &self,
        branches: &'a [(Option<Expr>, Vec<Stmt>)],
        scope: &Scope<'a>,
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
}
