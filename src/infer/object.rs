//! Attributes and calls.

use std::rc::Rc;

use super::interpret::{Here, Interpreter, Scope, look_up};
use super::text;
use super::value::{Instance, Passed, TypeValue, Value};
use crate::project::{Ancestor, Class, Method, function_parts, linearize};
use crate::python::Stmt;
use crate::revision::{Standing, standing};

/// What `SQLAlchemy` makes types from; none of these is one.
pub(super) const ROOTS: &[&str] = &["TypeDecorator", "UserDefinedType", "TypeEngine"];

impl<'a> Interpreter<'a> {
    /// `value.name`
    pub(super) fn attribute(&self, value: Value<'a>, name: &str, here: Here<'a>) -> Value<'a> {
        match value {
            Value::Opaque(doubt) => Value::Opaque(doubt),
            Value::External(path) => Value::External(format!("{path}.{name}")),
            Value::Dialect => match name {
                "name" => Value::text("postgresql"),
                "type_descriptor" => Value::Known(Rc::new(Value::Dialect), name.to_owned()),
                _ => {
                    Value::Opaque(format!("it depends on the driver (`dialect.{name}` at {})", here.place()))
                }
            },
            Value::Instance(instance) => self.of_instance(&instance, name, 0),
            Value::Super(instance, at) => self.of_instance(&instance, name, at + 1),
            Value::Class(class) => self.of_class(class, name),
            Value::Member(_, own, value) => match name {
                "value" => (*value).clone(),
                "name" => Value::text(own),
                _ => here.opaque(),
            },
            Value::Type(kind) if name != "with_variant" => kind
                .arguments
                .iter()
                .find(|(keyword, _)| keyword.as_deref() == Some(name))
                .map_or_else(|| here.opaque(), |(_, value)| value.clone()),
            value @ (Value::Type(_) | Value::Text(_) | Value::Dict(_)) => {
                Value::Known(Rc::new(value), name.to_owned())
            }
            _ => here.opaque(),
        }
    }

    /// An attribute of an instance, looked for from that place of its order on.
    pub(super) fn of_instance(&self, instance: &Rc<Instance<'a>>, name: &str, from: usize) -> Value<'a> {
        if let Some(taint) = instance.taint.borrow().as_ref() {
            return Value::Opaque(taint.clone());
        }
        if from == 0
            && let Some(value) = instance.attributes.borrow().get(name)
        {
            return value.clone();
        }
        match self.inherited(&instance.order, name, from) {
            Ok(Some((at, class, Method::Function(statement)))) => match decorator(statement) {
                None => Value::Method(Rc::clone(instance), at, statement),
                Some("property" | "cached_property" | "functools.cached_property" | "memoized_property") => {
                    self.run_method(instance, at, statement, Vec::new())
                }
                Some("staticmethod") => Value::Function(class.module, statement),
                Some(other) => {
                    Value::Opaque(format!("`{name}` is decorated by `{other}`, at {}", class.place()))
                }
            },
            Ok(Some((_, class, Method::Value(value)))) => self.eval(value, &class_scope(class)),
            Ok(None) => self.from_outside(instance, name, from),
            Err(doubt) => Value::Opaque(doubt),
        }
    }

    /// What `SQLAlchemy`'s base classes give an instance.
    fn from_outside(&self, instance: &Rc<Instance<'a>>, name: &str, from: usize) -> Value<'a> {
        match name {
            "impl_instance" => self.of_instance(instance, "impl", 0),
            "__init__" | "load_dialect_impl" => {
                let holder = if from == 0 {
                    Value::Instance(Rc::clone(instance))
                } else {
                    Value::Super(Rc::clone(instance), from - 1)
                };
                Value::Known(Rc::new(holder), name.to_owned())
            }
            _ => Value::Opaque(format!("the attribute `{name}` comes from outside the project")),
        }
    }

    /// The first class of the order, from a place on, whose own body has `name`.
    #[expect(clippy::type_complexity, reason = "a place, a class and what it holds")]
    pub(super) fn inherited(
        &self,
        order: &[Ancestor<'a>],
        name: &str,
        from: usize,
    ) -> Result<Option<(usize, Class<'a>, Method<'a>)>, String> {
        for (at, ancestor) in order.iter().enumerate().skip(from) {
            match ancestor {
                Ancestor::Own(class) => {
                    if let Some(method) = class.own(name)? {
                        return Ok(Some((at, *class, method)));
                    }
                }
                Ancestor::External(path) if standing(path) == Standing::Foreign && !is_harmless(path) => {
                    return Err(format!("`{name}` may come from `{path}`"));
                }
                Ancestor::External(_) => {}
            }
        }
        Ok(None)
    }

    fn of_class(&self, class: Class<'a>, name: &str) -> Value<'a> {
        if let Some(member) = self.member(class, name) {
            return member;
        }
        let order = match linearize(self.sources, class) {
            Ok(order) => order,
            Err(doubt) => return Value::Opaque(doubt),
        };
        if name == "__name__" {
            return Value::text(class.name());
        }
        match self.inherited(&order, name, 0) {
            Ok(Some((_, home, Method::Value(value)))) => self.eval(value, &class_scope(home)),
            Ok(Some((at, home, Method::Function(statement)))) => match decorator(statement) {
                Some("staticmethod") => Value::Function(home.module, statement),
                None => Value::Known(Rc::new(Value::Class(class)), format!("{at}.{name}")),
                Some(_) => Value::Opaque(format!("`{name}` is decorated, at {}", home.place())),
            },
            Ok(None) => Value::Opaque(format!("`{}` has no `{name}` of its own", class.name())),
            Err(doubt) => Value::Opaque(doubt),
        }
    }

    /// `function(passed)`
    pub(super) fn call(&self, function: Value<'a>, passed: Vec<Passed<'a>>, here: Here<'a>) -> Value<'a> {
        match function {
            Value::Opaque(doubt) => Value::Opaque(doubt),
            Value::External(path) => self.call_external(path, passed, here),
            Value::Class(class) => match self.make(class, passed) {
                Ok(made) => Value::Type(Rc::new(made)),
                Err(doubt) => Value::Opaque(doubt),
            },
            Value::Partial(inner, mut first) => {
                let named: Vec<_> = passed.iter().filter_map(|(keyword, _)| keyword.clone()).collect();
                first.retain(|(keyword, _)| keyword.as_ref().is_none_or(|keyword| !named.contains(keyword)));
                first.extend(passed);
                self.call((*inner).clone(), first, here)
            }
            Value::Function(module, statement) => match decorator(statement) {
                None | Some("staticmethod") => self.run_function(module, statement, passed),
                Some(other) => Value::Opaque(format!(
                    "`{other}` may change the function at {}",
                    module.place(statement.span)
                )),
            },
            Value::Method(instance, at, statement) => self.run_method(&instance, at, statement, passed),
            Value::Known(holder, name) => self.call_known(&holder, &name, passed, here),
            // `self.impl()` where `impl` holds an instance is no call that works.
            _ => here.opaque(),
        }
    }

    fn call_known(
        &self,
        holder: &Value<'a>,
        name: &str,
        passed: Vec<Passed<'a>>,
        here: Here<'a>,
    ) -> Value<'a> {
        match (holder, name) {
            (Value::Dialect, "type_descriptor") => match passed.into_iter().next() {
                Some((_, value)) => match self.as_type(value) {
                    Ok(kind) => Value::Type(Rc::new(TypeValue { described: true, ..kind })),
                    Err(doubt) => Value::Opaque(doubt),
                },
                None => here.opaque(),
            },
            (Value::Instance(instance) | Value::Super(instance, _), "load_dialect_impl") => {
                self.of_instance(instance, "impl", 0)
            }
            (Value::Instance(instance) | Value::Super(instance, _), "__init__") => {
                self.base_init(instance, passed);
                Value::None
            }
            (Value::Type(kind), "with_variant") => self.with_variant(kind, passed),
            (text @ Value::Text(_), method) => {
                text::method(text, method, &passed).unwrap_or_else(|| here.opaque())
            }
            (Value::Dict(items), "get") => match passed.as_slice() {
                [(None, key), rest @ ..] => match look_up(items, key) {
                    Some(Some(value)) => value,
                    Some(None) => rest.first().map_or(Value::None, |(_, value)| value.clone()),
                    None => here.opaque(),
                },
                _ => here.opaque(),
            },
            // `Parent.__init__(self, …)`
            (Value::Class(class), method) => match (passed.first(), method.split_once('.')) {
                (Some((None, Value::Instance(instance))), Some((_, name))) => {
                    let own = |ancestor: &Ancestor<'a>| *ancestor == Ancestor::Own(*class);
                    let from = instance.order.iter().position(own);
                    let found = from.map(|from| self.inherited(&instance.order, name, from));
                    match found {
                        Some(Ok(Some((at, _, Method::Function(statement))))) => {
                            self.run_method(instance, at, statement, passed[1..].to_vec())
                        }
                        _ => here.opaque(),
                    }
                }
                _ => here.opaque(),
            },
            _ => here.opaque(),
        }
    }

    fn with_variant(&self, kind: &Rc<TypeValue<'a>>, passed: Vec<Passed<'a>>) -> Value<'a> {
        let mut values = passed.into_iter();
        let Some((_, variant)) = values.next() else {
            return Value::Opaque("`with_variant` without a type".to_owned());
        };
        for (_, dialect) in values {
            match dialect.equals(&Value::text("postgresql")) {
                Ok(true) => {
                    return self
                        .as_type(variant)
                        .map_or_else(Value::Opaque, |made| Value::Type(Rc::new(made)));
                }
                Ok(false) => {}
                Err(doubt) => return Value::Opaque(doubt),
            }
        }
        Value::Type(Rc::clone(kind))
    }

    fn call_external(&self, path: String, passed: Vec<Passed<'a>>, here: Here<'a>) -> Value<'a> {
        match (path.as_str(), passed.as_slice()) {
            ("functools.partial" | "partial", [(None, function), rest @ ..]) => {
                Value::Partial(Rc::new(function.clone()), rest.to_vec())
            }
            ("str", [(None, value)]) => value.shown().map_or_else(|| here.opaque(), Value::Text),
            ("int", [(None, value @ (Value::Integer(_) | Value::Given(_)))])
            | ("list" | "tuple", [(None, value @ Value::List(_))])
            | ("dict", [(None, value @ Value::Dict(_))])
            | ("typing.cast", [(None, _), (None, value)]) => value.clone(),
            ("list" | "tuple", [(None, Value::Class(class))]) => self.members_of(*class),
            ("len", [(None, Value::List(items))]) => {
                i64::try_from(items.len()).map_or_else(|_| here.opaque(), Value::Integer)
            }
            ("getattr", [(None, value), (None, name), rest @ ..]) => {
                let Some(name) = name.plain() else { return here.opaque() };
                let found = self.attribute(value.clone(), &name, here);
                match (found, rest) {
                    // Whether it is there cannot be told.
                    (Value::Opaque(doubt), _) => Value::Opaque(doubt),
                    (value, _) => value,
                }
            }
            (_, [(None, Value::Instance(instance)), rest @ ..]) if path.ends_with(".__init__") => {
                self.base_init(instance, rest.to_vec());
                Value::None
            }
            (_, [(None, Value::Instance(instance)), ..]) if path.ends_with(".load_dialect_impl") => {
                self.of_instance(instance, "impl", 0)
            }
            _ if self.is_type(&path) => Value::Type(Rc::new(TypeValue::external(path, passed))),
            _ => Value::Opaque(format!("`{path}` at {} is not followed", here.place())),
        }
    }

    /// Whether a path from outside the project is a column type.
    pub(super) fn is_type(&self, path: &str) -> bool {
        let last = path.rsplit('.').next().unwrap_or_default();
        match standing(path) {
            Standing::Known => last.starts_with(|c: char| c.is_ascii_uppercase()) && !ROOTS.contains(&last),
            Standing::Missing => false,
            Standing::Foreign => self.rule_of(path).is_some(),
        }
    }

    /// A value in the place of a type: an instance, or a class that is called without arguments.
    pub(super) fn as_type(&self, value: Value<'a>) -> Result<TypeValue<'a>, String> {
        match value {
            Value::Type(kind) => Ok((*kind).clone()),
            Value::Class(class) => self.make(class, Vec::new()),
            Value::External(path) if self.is_type(&path) => Ok(TypeValue::external(path, Vec::new())),
            Value::External(path) => Err(format!("`{path}` is no type that is known")),
            Value::Opaque(doubt) => Err(doubt),
            _ => Err("what stands for the type is not understood".to_owned()),
        }
    }
}

/// A base class from elsewhere that has nothing to do with types.
pub(super) fn is_harmless(path: &str) -> bool {
    matches!(
        path,
        "object"
            | "str"
            | "int"
            | "typing.Generic"
            | "abc.ABC"
            | "enum.Enum"
            | "enum.IntEnum"
            | "enum.StrEnum"
            | "enum.Flag"
            | "enum.IntFlag"
            | "Exception"
            | "typing.Protocol"
    )
}

/// The names that a class body sees: the module's.
pub(super) fn class_scope(class: Class<'_>) -> Scope<'_> {
    let mut scope = Scope::top(class.module);
    // Names of the class body itself stand before the module's; none of them may be taken for those.
    for statement in class.body() {
        if let crate::python::StmtKind::Assign { targets, .. } = &statement.kind {
            for target in targets {
                if let Some(name) = target.dotted().filter(|name| !name.contains('.')) {
                    let doubt = format!("`{name}` of the class body of `{}` is not followed", class.name());
                    scope.locals.insert(name.to_string(), Value::Opaque(doubt));
                }
            }
        }
    }
    scope
}

/// The first decorator of a function.
pub(super) fn decorator(statement: &Stmt) -> Option<&str> {
    let (_, _, decorators) = function_parts(statement)?;
    decorators.first().map(|decorator| match decorator.root().map(|root| &root.kind) {
        Some(crate::python::ExprKind::Name(name)) if decorator.dotted().as_deref() == Some(name) => {
            name.as_str()
        }
        _ if decorator.dotted().as_deref() == Some("functools.cached_property") => {
            "functools.cached_property"
        }
        _ => "another function",
    })
}
