//! Attributes and calls.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use std::rc::Rc;

use super::interpret::{Here, Interpreter, Scope};
use super::methods::CONVERTING;
use super::value::{Instance, TypeValue, Value};
use crate::project::{Ancestor, Class, Method, When, function_parts, linearize};
use crate::python::{Expr, ExprKind, Stmt};
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
            Value::Enumeration(own, members) => match name {
                "__name__" => Value::text(own),
                _ => members
                    .iter()
                    .find(|(member, _)| member == name)
                    .map_or_else(|| here.opaque(), |(_, value)| value.clone()),
            },
            Value::Member(_, own, value) => match name {
                "value" => (*value).clone(),
                "name" => Value::text(own),
                _ => here.opaque(),
            },
            Value::Type(kind) if name != "with_variant" => {
                kind.argument(name).unwrap_or_else(|| here.opaque())
            }
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
                Some("property" | "functools.cached_property") => {
                    self.run_method(instance, at, statement, Vec::new())
                }
                Some("staticmethod") => Value::Function(class.module, statement),
                Some("classmethod") => match instance.order.first() {
                    Some(Ancestor::Own(first)) => Value::ClassMethod(*first, class.module, statement),
                    _ => Value::Opaque(format!("`{name}` is not followed")),
                },
                Some(_) => Value::Opaque(format!(
                    "`{name}` has a decorator, at {}",
                    class.module.place(statement.span)
                )),
            },
            Ok(Some((_, class, Method::Class(statement)))) => {
                Value::Class(Class { module: class.module, statement })
            }
            Ok(Some((_, class, Method::Value(written)))) => match self.class_value(class, name, written) {
                // A function in a class body is a method.
                Value::Lambda(..) | Value::Function(..) | Value::Each(_) => {
                    Value::Opaque(format!("`{name}` of `{}` is a function", class.name()))
                }
                value => {
                    self.note_default(&instance.order, class, written);
                    value
                }
            },
            Ok(None) => self.outside(instance, name, from),
            Err(doubt) => Value::Opaque(doubt),
        }
    }

    /// What `SQLAlchemy`'s base classes give an instance.
    fn outside(&self, instance: &Rc<Instance<'a>>, name: &str, from: usize) -> Value<'a> {
        match name {
            "impl_instance" => self.of_instance(instance, "impl", 0),
            "__class__" => match instance.order.first() {
                Some(Ancestor::Own(class)) => Value::Class(*class),
                _ => Value::Opaque("its class is not followed".to_owned()),
            },
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
                Ancestor::External(path) if is_harmless(path) => {}
                Ancestor::External(path) => {
                    if has(path, name) == Some(true) {
                        return Ok(None);
                    }
                    // What stands behind it counts only where it has no such name itself.
                    let behind = self.inherited(order, name, at + 1)?;
                    let unsure = has(path, name).is_none();
                    if unsure
                        && (behind.is_some()
                            || standing(path) == Standing::Foreign && self.rule_of(path).is_none())
                    {
                        return Err(format!("`{name}` may come from `{path}`"));
                    }
                    return Ok(behind);
                }
            }
        }
        Ok(None)
    }

    /// What an assignment in a class body gives.
    pub(super) fn class_value(&self, class: Class<'a>, name: &str, value: &'a Expr) -> Value<'a> {
        self.importing.set(self.importing.get() + 1);
        let found = self.eval(value, &self.class_scope(class, value));
        self.importing.set(self.importing.get() - 1);
        match found {
            Value::List(_) | Value::Set(_) | Value::Dict(_) if !matches!(value.kind, ExprKind::Tuple(_)) => {
                match self.sources.patched(name) {
                    Some(place) => Value::Opaque(format!("`{name}` is changed at {place}")),
                    None => found,
                }
            }
            found => found,
        }
    }

    /// The names that an expression of a class body sees: those bound before it, then the module's.
    pub(super) fn class_scope(&self, class: Class<'a>, expr: &'a Expr) -> Scope<'a> {
        let offset = expr.span.start;
        let scope = Scope::top(class.module, When::At(offset));
        let mut names = Vec::new();
        expr.walk(&mut |inner| {
            if let ExprKind::Name(name) = &inner.kind {
                names.push(name);
            }
        });
        for name in names {
            if scope.local(name).is_some() {
                continue;
            }
            let value = match class.own_before(name, offset) {
                Ok(Some(Method::Value(value))) => self.class_value(class, name, value),
                Ok(Some(Method::Class(statement))) => Value::Class(Class { module: class.module, statement }),
                Ok(Some(Method::Function(statement))) => Value::Function(class.module, statement),
                Ok(None) => continue,
                Err(doubt) => Value::Opaque(doubt),
            };
            scope.bind(name, value);
        }
        scope
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
        if let Some(place) = self.sources.patched(class.name()) {
            return Value::Opaque(format!("`{}` is patched at {place}", class.name()));
        }
        match self.inherited(&order, name, 0) {
            Ok(Some((_, home, Method::Value(value)))) => self.class_value(home, name, value),
            Ok(Some((_, home, Method::Class(statement)))) => {
                Value::Class(Class { module: home.module, statement })
            }
            Ok(Some((at, home, Method::Function(statement)))) => match decorator(statement) {
                Some("staticmethod") => Value::Function(home.module, statement),
                Some("classmethod") => Value::ClassMethod(class, home.module, statement),
                None => Value::Known(Rc::new(Value::Class(class)), format!("{at}.{name}")),
                Some(_) => Value::Opaque(format!(
                    "`{name}` has a decorator, at {}",
                    home.module.place(statement.span)
                )),
            },
            Ok(None) => Value::Opaque(format!("`{}` has no `{name}` of its own", class.name())),
            Err(doubt) => Value::Opaque(doubt),
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

/// `lru_cache` of `lru_cache(maxsize=8)`
fn called(decorator: &Expr) -> &Expr {
    match decorator.as_call() {
        Some((function, arguments)) if arguments.iter().all(|argument| argument.keyword().is_some()) => {
            function
        }
        _ => decorator,
    }
}

/// Whether a class from outside has an attribute of that name; none where nobody knows.
fn has(path: &str, name: &str) -> Option<bool> {
    if standing(path) != Standing::Known {
        return None;
    }
    match path.rsplit('.').next() {
        Some("TypeDecorator") => match name {
            "impl" | "get_col_spec" | "cache_ok" => Some(false),
            "__init__" | "load_dialect_impl" => Some(true),
            name if CONVERTING.contains(&name) => Some(true),
            name => (!name.starts_with("__")).then_some(false),
        },
        Some("UserDefinedType" | "TypeEngine" | "Concatenable" | "Indexable" | "SchemaType") => match name {
            "impl" | "__init__" | "get_col_spec" | "load_dialect_impl" | "process_bind_param" => Some(false),
            _ => None,
        },
        _ => match name {
            "get_col_spec" | "load_dialect_impl" | "process_bind_param" | "process_literal_param" => {
                Some(false)
            }
            _ => None,
        },
    }
}

/// Decorators that leave a function what it is.
const PLAIN: &[&str] = &[
    "final",
    "functools.cache",
    "functools.lru_cache",
    "lru_cache",
    "override",
    "typing.final",
    "typing.override",
];

/// The first decorator of a function that makes another of it.
pub(super) fn decorator(statement: &Stmt) -> Option<&'static str> {
    let (_, _, decorators) = function_parts(statement)?;
    let names: Vec<String> = decorators
        .iter()
        .map(|decorator| called(decorator).dotted().unwrap_or_default().to_string())
        .collect();
    // What is kept or checked is what the function gives.
    let plain = |name: &&str| !PLAIN.contains(name);
    match names.iter().map(String::as_str).filter(plain).collect::<Vec<_>>().as_slice() {
        [] => None,
        ["property"] => Some("property"),
        ["cached_property" | "functools.cached_property"] => Some("functools.cached_property"),
        ["staticmethod"] => Some("staticmethod"),
        ["classmethod"] => Some("classmethod"),
        _ => Some("another function"),
    }
}
