//! Types made from the project's classes.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::cell::RefCell;
use std::rc::Rc;

use super::call::{SOME, SOME_NAMED};
use super::interpret::Interpreter;
use super::methods::{CONVERTING, TAKEN_OVER, VISITED};
use super::object::{ROOTS, decorator, is_harmless};
use super::value::{Instance, Passed, TypeValue, Value};
use crate::project::{Ancestor, Class, Method, function_parts, linearize};
use crate::python::{ParameterKind, Stmt, StmtKind};
use crate::revision::{Standing, standing};

fn last_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Why no type comes of a call.
#[derive(Debug)]
pub(super) enum Failure {
    /// Python refuses the call.
    Refused(String),
    /// What comes of it cannot be told.
    Doubt(String),
}

/// What the class is for `SQLAlchemy`.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Decorator,
    UserDefined,
    /// A class that has DDL of its own.
    Subclass(String),
}

/// How much of a call is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// Everything that was passed stands there, the rest has its default.
    Whole,
    /// What stands there are the arguments of `impl`, as autogenerate renders a decorator.
    Rendered,
}

impl<'a> Interpreter<'a> {
    /// The type that `class(passed)` makes.
    pub(super) fn make(&self, class: Class<'a>, passed: Vec<Passed<'a>>) -> Result<TypeValue<'a>, String> {
        self.construct(class, passed, Call::Whole).map_err(|failure| match failure {
            Failure::Refused(refusal) => format!("`{}` cannot be called so: {refusal}", class.name()),
            Failure::Doubt(doubt) => doubt,
        })
    }

    pub(super) fn construct(
        &self,
        class: Class<'a>,
        passed: Vec<Passed<'a>>,
        call: Call,
    ) -> Result<TypeValue<'a>, Failure> {
        let order = Rc::new(linearize(self.sources, class).map_err(Failure::Doubt)?);
        self.check(&order).map_err(Failure::Doubt)?;
        let kind = self.kind(&order, class).map_err(Failure::Doubt)?;
        if call == Call::Rendered && kind != Kind::Decorator {
            return Err(Failure::Doubt(format!("`{}` is no decorator", class.name())));
        }
        let instance = Rc::new(Instance {
            order: Rc::clone(&order),
            attributes: RefCell::default(),
            passed: RefCell::default(),
            taint: RefCell::default(),
        });
        let given = if call == Call::Rendered { Vec::new() } else { passed.clone() };
        self.initialise(&instance, given, call, &kind, class)?;
        if call == Call::Rendered {
            // What the constructor puts there itself has to be known.
            let base = self.as_type(self.of_instance(&instance, "impl", 0)).map_err(Failure::Doubt)?;
            let rendered = TypeValue { arguments: passed, ..base };
            instance.attributes.borrow_mut().insert("impl".to_owned(), Value::Type(Rc::new(rendered)));
        }
        let made = match kind {
            Kind::Decorator => self.decorated(&instance, class),
            Kind::UserDefined => self.specified(&instance, class),
            Kind::Subclass(path) => self.derived(&instance, class, path),
        };
        let made = made.map_err(Failure::Doubt)?;
        let converts = made.converts || self.converts(&order).map_err(Failure::Doubt)?;
        Ok(TypeValue { converts, ..made })
    }

    /// The constructor that the class has of its own or inherits in the project.
    pub(super) fn constructor(&self, class: Class<'a>) -> Option<&'a Stmt> {
        let order = linearize(self.sources, class).ok()?;
        match self.inherited(&order, "__init__", 0) {
            Ok(Some((_, _, Method::Function(statement)))) => Some(statement),
            _ => None,
        }
    }

    /// Whether the class is a column type.
    pub(super) fn is_type_class(&self, class: Class<'a>) -> bool {
        match linearize(self.sources, class) {
            Ok(order) => self.kind(&order, class).is_ok(),
            // What it inherits cannot be told, so it may be one.
            Err(_) => true,
        }
    }

    fn kind(&self, order: &[Ancestor<'a>], class: Class<'a>) -> Result<Kind, String> {
        let outside: Vec<&str> = order
            .iter()
            .filter_map(|ancestor| match ancestor {
                Ancestor::External(path) if !is_harmless(path) => Some(path.as_str()),
                _ => None,
            })
            .collect();
        let is = |path: &str, name: &str| {
            standing(path) == Standing::Known && path.rsplit('.').next() == Some(name)
        };
        if let Some(strange) =
            outside.iter().find(|path| standing(path) != Standing::Known && self.rule_of(path).is_none())
        {
            return Err(format!("`{}` inherits from `{strange}`, which no rule knows", class.name()));
        }
        if outside.iter().any(|path| is(path, "TypeDecorator")) {
            return Ok(Kind::Decorator);
        }
        if outside.iter().any(|path| is(path, "UserDefinedType")) {
            return Ok(Kind::UserDefined);
        }
        let types: Vec<&&str> = outside.iter().filter(|path| self.is_type(path)).collect();
        match types.as_slice() {
            [one] => Ok(Kind::Subclass((**one).to_owned())),
            _ => Err(format!("`{}` at {} is no column type that is understood", class.name(), class.place())),
        }
    }

    /// Refuses classes that take their DDL into their own hands.
    fn check(&self, order: &[Ancestor<'a>]) -> Result<(), String> {
        let is_type = |path: &str| standing(path) == Standing::Known && !ROOTS.contains(&last_name(path));
        let derived =
            order.iter().any(|ancestor| matches!(ancestor, Ancestor::External(path) if is_type(path)));
        for ancestor in order {
            let Ancestor::Own(class) = ancestor else { continue };
            if !derived && class.own("__visit_name__")?.is_some() {
                return Err(format!(
                    "`{}` has a `__visit_name__` of its own, at {}",
                    class.name(),
                    class.place()
                ));
            }
            if let Some(place) = self.sources.registered(class.name()) {
                return Err(format!("`@compiles` decides how `{}` is compiled, at {place}", class.name()));
            }
            if let Some(place) = self.sources.patched(class.name()) {
                return Err(format!("`{}` is patched at {place}", class.name()));
            }
            for name in TAKEN_OVER {
                if class.own(name)?.is_some() {
                    return Err(format!(
                        "`{}` has a `{name}` of its own, at {}",
                        class.name(),
                        class.place()
                    ));
                }
            }
        }
        Ok(())
    }

    fn initialise(
        &self,
        instance: &Rc<Instance<'a>>,
        passed: Vec<Passed<'a>>,
        call: Call,
        kind: &Kind,
        class: Class<'a>,
    ) -> Result<(), Failure> {
        let found = self.inherited(&instance.order, "__init__", 0).map_err(Failure::Doubt)?;
        let Some((at, home, Method::Function(statement))) = found else {
            if *kind == Kind::UserDefined && !passed.is_empty() {
                return Err(Failure::Refused("it takes no arguments".to_owned()));
            }
            self.base_init(instance, passed);
            return Ok(());
        };
        let Some((parameters, _, decorators)) = function_parts(statement) else { return Ok(()) };
        if !decorators.is_empty() {
            return Err(Failure::Doubt(format!("`__init__` of `{}` is decorated", class.name())));
        }
        let mut passed: Vec<Passed<'a>> = passed;
        passed.insert(0, (None, Value::Instance(Rc::clone(instance))));
        let hidden = |name: &str| {
            Value::Opaque(format!("it depends on the argument `{name}`, which autogenerate does not render"))
        };
        if call == Call::Rendered {
            // Whatever was passed does not show.
            for parameter in parameters.iter().skip(1) {
                let keyword = match parameter.kind {
                    ParameterKind::Star => SOME.to_owned(),
                    ParameterKind::DoubleStar => SOME_NAMED.to_owned(),
                    ParameterKind::Positional | ParameterKind::Keyword => parameter.name.to_string(),
                };
                passed.push((Some(keyword), hidden(&parameter.name)));
            }
        }
        let locals = self.bind(parameters, passed, home.module, Some(home)).map_err(Failure::Refused)?;
        let method = Some((Rc::clone(instance), at));
        let outcome = self.run(statement, self.scope(home.module, statement, locals, method));
        match outcome {
            Value::Opaque(doubt) => Err(Failure::Doubt(doubt)),
            _ => Ok(()),
        }
    }

    /// What the constructor of the class from outside does.
    pub(super) fn base_init(&self, instance: &Rc<Instance<'a>>, passed: Vec<Passed<'a>>) {
        let made = match self.inherited(&instance.order, "impl", 0) {
            Ok(Some((_, class, Method::Value(value)))) => {
                Some(match self.class_value(class, "impl", value) {
                    Value::External(path) if self.is_type(&path) => {
                        Value::Type(Rc::new(TypeValue::external(path, passed.clone())))
                    }
                    Value::Class(own) => self
                        .make(own, passed.clone())
                        .map_or_else(Value::Opaque, |made| Value::Type(Rc::new(made))),
                    other => other,
                })
            }
            Ok(Some((_, class, Method::Function(_) | Method::Class(_)))) => {
                Some(Value::Opaque(format!("`impl` of `{}` is no plain value", class.name())))
            }
            Ok(None) => None,
            Err(doubt) => Some(Value::Opaque(doubt)),
        };
        if let Some(made) = made {
            instance.attributes.borrow_mut().insert("impl".to_owned(), made);
        }
        *instance.passed.borrow_mut() = Some(passed);
    }

    /// The class of `impl`, whatever it was called with.
    fn impl_class(&self, instance: &Rc<Instance<'a>>) -> Result<TypeValue<'a>, String> {
        self.as_type(self.of_instance(instance, "impl", 0)).or_else(|doubt| {
            // The class attribute still tells what it is.
            match self.inherited(&instance.order, "impl", 0)? {
                Some((_, class, Method::Value(value))) => {
                    self.as_type(self.class_value(class, "impl", value))
                }
                _ => Err(doubt),
            }
        })
    }

    fn decorated(&self, instance: &Rc<Instance<'a>>, class: Class<'a>) -> Result<TypeValue<'a>, String> {
        let own = self.inherited(&instance.order, "load_dialect_impl", 0)?;
        let implementation = || self.as_type(self.of_instance(instance, "impl", 0));
        let made = match own {
            Some((at, _, Method::Function(statement))) => {
                let passed = vec![(None, Value::Dialect)];
                match self.decorated_method(instance, at, statement, passed) {
                    Value::Type(made) => (*made).clone(),
                    Value::Opaque(doubt) => return Err(doubt),
                    _ => {
                        return Err(format!(
                            "`load_dialect_impl` of `{}` returns no instance of a type",
                            class.name()
                        ));
                    }
                }
            }
            Some((_, _, Method::Value(_) | Method::Class(_))) => {
                return Err(format!("`load_dialect_impl` of `{}` is no function", class.name()));
            }
            None => implementation()?,
        };
        let affinity = self.impl_class(instance).map(|made| made.affinity).unwrap_or_default();
        Ok(TypeValue { affinity, decorated: true, ..made })
    }

    /// Runs a method that `SQLAlchemy` calls, unless a decorator may have made it another.
    fn decorated_method(
        &self,
        instance: &Rc<Instance<'a>>,
        at: usize,
        statement: &'a Stmt,
        passed: Vec<Passed<'a>>,
    ) -> Value<'a> {
        match (decorator(statement), instance.order.get(at)) {
            (None, _) => self.run_method(instance, at, statement, passed),
            (Some(_), Some(Ancestor::Own(class))) => {
                Value::Opaque(format!("it has a decorator, at {}", class.module.place(statement.span)))
            }
            (Some(_), _) => Value::Opaque("it has a decorator".to_owned()),
        }
    }

    fn specified(&self, instance: &Rc<Instance<'a>>, class: Class<'a>) -> Result<TypeValue<'a>, String> {
        let Some((at, _, Method::Function(statement))) =
            self.inherited(&instance.order, "get_col_spec", 0)?
        else {
            return Err(format!("`{}` has no `get_col_spec`, at {}", class.name(), class.place()));
        };
        let handed = Value::Opaque("the compiler hands it arguments of its own".to_owned());
        let takes = function_parts(statement).is_some_and(|(parameters, ..)| {
            parameters.iter().any(|parameter| parameter.kind == ParameterKind::DoubleStar)
        });
        let passed = if takes { vec![(Some(SOME_NAMED.to_owned()), handed)] } else { Vec::new() };
        match self.decorated_method(instance, at, statement, passed) {
            Value::Text(spec) => {
                let made = TypeValue::external(String::new(), Vec::new());
                Ok(TypeValue { spec: Some(spec), ..made })
            }
            Value::Opaque(doubt) => Err(format!("`get_col_spec` of `{}`: {doubt}", class.name())),
            _ => Err(format!("`get_col_spec` of `{}` returns no text", class.name())),
        }
    }

    fn derived(
        &self,
        instance: &Rc<Instance<'a>>,
        class: Class<'a>,
        path: String,
    ) -> Result<TypeValue<'a>, String> {
        if self.inherited(&instance.order, "get_col_spec", 0)?.is_some() {
            return Err(format!("`{}` has a `get_col_spec` beside `{path}`", class.name()));
        }
        if let Some(taint) = instance.taint.borrow().as_ref() {
            return Err(taint.clone());
        }
        let path = self.visited(instance, class, path)?;
        let passed = instance.passed.borrow().clone();
        let passed =
            passed.ok_or_else(|| format!("`{}` does not call the `__init__` of `{path}`", class.name()))?;
        Ok(TypeValue::external(path, passed))
    }

    /// The class whose DDL a subclass has: its `__visit_name__` may name another.
    fn visited(&self, instance: &Rc<Instance<'a>>, class: Class<'a>, path: String) -> Result<String, String> {
        match self.inherited(&instance.order, "__visit_name__", 0)? {
            None => Ok(path),
            Some((_, home, Method::Value(value))) => {
                let name = self.class_value(home, "__visit_name__", value).plain();
                let found = name.and_then(|name| VISITED.iter().find(|(visit, _)| *visit == name));
                found.map(|(_, class)| format!("sqlalchemy.{class}")).ok_or_else(|| {
                    format!(
                        "the `__visit_name__` of `{}` is not understood, at {}",
                        class.name(),
                        class.place()
                    )
                })
            }
            Some(_) => Err(format!("the `__visit_name__` of `{}` is no text", class.name())),
        }
    }

    fn converts(&self, order: &[Ancestor<'a>]) -> Result<bool, String> {
        for name in CONVERTING {
            if let Some((_, _, method)) = self.inherited(order, name, 0)? {
                match method {
                    Method::Function(statement) if returns_its_value(statement) => {}
                    _ => return Ok(true),
                }
            }
        }
        Ok(false)
    }
}

/// `def process_bind_param(self, value, dialect): return value`
fn returns_its_value(statement: &Stmt) -> bool {
    let Some((parameters, body, _)) = function_parts(statement) else { return false };
    let body: Vec<&Stmt> = body
        .iter()
        .filter(|inner| !matches!(&inner.kind, StmtKind::Expr(expr) if expr.as_str().is_some()))
        .collect();
    match (parameters.get(1), body.as_slice()) {
        (Some(value), [only]) => matches!(&only.kind, StmtKind::Return(Some(returned))
            if returned.dotted().as_deref() == Some(value.name.as_str())),
        _ => false,
    }
}
