//! Calls.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values cannot be called")]

use std::rc::Rc;

use super::builtin::{is_instance, numbers};
use super::interpret::{Here, Interpreter, Scope, look_up};
use super::object::decorator;
use super::settings::{default_of, is_cached};
use super::text;
use super::value::{Passed, TypeValue, Value};
use crate::project::{Ancestor, Class, Doubt, Method, When};
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::revision::{Standing, standing};

/// Stands for arguments that a star spreads out and nobody knows.
pub(super) const SOME: &str = "*";
/// The same for two stars.
pub(super) const SOME_NAMED: &str = "**";

/// Functions of Python that change nothing.
const LOOKING: &[&str] =
    &["bool", "getattr", "hasattr", "id", "int", "isinstance", "len", "max", "min", "repr", "str", "type"];

impl<'a> Interpreter<'a> {
    pub(super) fn call_expr(
        &self,
        here: Here<'a>,
        function: &'a Expr,
        arguments: &'a [Argument],
        scope: &Scope<'a>,
    ) -> Value<'a> {
        match &function.kind {
            ExprKind::Name(name) if name == "super" && scope.local(name).is_none() => {
                return scope
                    .method
                    .as_ref()
                    .map_or_else(|| here.opaque(), |(instance, at)| Value::Super(Rc::clone(instance), *at));
            }
            ExprKind::Attribute { value, attribute } => {
                if let Some(value) = self.change(value, attribute, arguments, here, scope) {
                    return value;
                }
            }
            _ => {}
        }
        let called = self.eval(function, scope);
        let tracked = is_tracked(&called);
        let passed = self.passed(arguments, scope);
        let touched = passed.clone();
        let value = self.call(called, passed, here);
        let looks = matches!(&function.kind, ExprKind::Name(name) if LOOKING.contains(&name.as_str()));
        if let Value::Opaque(doubt) = &value
            && !tracked
            && !looks
        {
            // Whatever it is, it may change what it is given.
            for (_, given) in touched {
                given.taint(doubt);
            }
            if let ExprKind::Attribute { value: owner, .. } = &function.kind {
                self.eval(owner, scope).taint(doubt);
            }
            for argument in arguments {
                if let ExprKind::Name(name) = &argument.value.kind
                    && argument.passing == Passing::Positional
                    && matches!(scope.local(name), Some(Value::List(_) | Value::Set(_) | Value::Dict(_)))
                {
                    scope.bind(name, Value::Opaque(doubt.clone()));
                }
            }
        }
        value
    }

    /// The arguments of a call, stars spread out.
    pub(super) fn passed(&self, arguments: &'a [Argument], scope: &Scope<'a>) -> Vec<Passed<'a>> {
        let mut passed = Vec::new();
        for argument in arguments {
            let value = self.eval(&argument.value, scope);
            let unknown = |value: Value<'a>| match value {
                Value::Opaque(doubt) => Value::Opaque(doubt),
                _ => Value::Opaque(format!(
                    "`{}` at {} cannot be spread out",
                    scope.module.text(&argument.value),
                    scope.module.place(argument.span)
                )),
            };
            match (&argument.passing, value) {
                (Passing::Positional, value) => passed.push((None, value)),
                (Passing::Keyword(name), value) => passed.push((Some(name.to_string()), value)),
                (Passing::Star, Value::List(items)) => {
                    passed.extend(items.into_iter().map(|item| (None, item)));
                }
                (Passing::DoubleStar, Value::Dict(items))
                    if items.iter().all(|(key, _)| key.plain().is_some()) =>
                {
                    passed.extend(items.into_iter().map(|(key, value)| (key.plain(), value)));
                }
                (Passing::Star, value) => passed.push((Some(SOME.to_owned()), unknown(value))),
                (Passing::DoubleStar, value) => passed.push((Some(SOME_NAMED.to_owned()), unknown(value))),
            }
        }
        passed
    }

    /// `function(passed)`
    pub(super) fn call(&self, function: Value<'a>, passed: Vec<Passed<'a>>, here: Here<'a>) -> Value<'a> {
        match function {
            Value::Opaque(doubt) => Value::Opaque(doubt),
            Value::External(path) => self.call_external(path, passed, here),
            Value::Class(class) => match self.make(class, passed.clone()) {
                Ok(made) => Value::Type(Rc::new(made)),
                Err(doubt) => self.settings(class, &passed).unwrap_or(Value::Opaque(doubt)),
            },
            Value::Partial(inner, mut first) => {
                let named: Vec<_> = passed.iter().filter_map(|(keyword, _)| keyword.clone()).collect();
                first.retain(|(keyword, _)| keyword.as_ref().is_none_or(|keyword| !named.contains(keyword)));
                first.extend(passed);
                self.call((*inner).clone(), first, here)
            }
            Value::Function(module, statement) => match decorator(statement) {
                None | Some("staticmethod") => self.run_function(module, statement, passed, None),
                Some(_) if self.defaults.is_some() && is_cached(statement) => {
                    self.run_function(module, statement, passed, None)
                }
                Some(_) => Value::Opaque(format!(
                    "a decorator may change the function at {}",
                    module.place(statement.span)
                )),
            },
            Value::ClassMethod(class, module, statement) => {
                let mut passed = passed;
                passed.insert(0, (None, Value::Class(class)));
                self.run_function(module, statement, passed, Some(class))
            }
            Value::Lambda(scope, expr) => self.call_lambda(&scope, expr, &passed, here),
            Value::Method(instance, at, statement) => self.run_method(&instance, at, statement, passed),
            Value::Known(holder, name) => self.call_known(&holder, &name, passed, here),
            // `self.impl()` where `impl` holds an instance is no call that works.
            _ => here.opaque(),
        }
    }

    fn call_lambda(
        &self,
        scope: &Scope<'a>,
        expr: &'a Expr,
        passed: &[Passed<'a>],
        here: Here<'a>,
    ) -> Value<'a> {
        let ExprKind::Binding { targets, parts, .. } = &expr.kind else { return here.opaque() };
        let Some((body, defaults)) = parts.split_last() else { return here.opaque() };
        // Stars and keyword-only parameters are not told apart.
        let head = scope.module.file.slice(crate::source::Span::new(expr.span.start, body.span.start));
        if head.contains('*')
            || head.contains('/')
            || passed.iter().any(|(keyword, _)| is_star(keyword.as_deref()))
        {
            return here.opaque();
        }
        let inner = Scope { when: self.moment(), ..scope.clone() };
        let required = targets.len().saturating_sub(defaults.len());
        let mut positional = passed.iter().filter(|(keyword, _)| keyword.is_none());
        for (at, target) in targets.iter().enumerate() {
            let Some(name) = target.dotted() else { return here.opaque() };
            let named = passed.iter().find(|(keyword, _)| keyword.as_deref() == Some(name.as_str()));
            let given = positional.next().or(named).map(|(_, value)| value.clone());
            let default = || defaults.get(at.checked_sub(required)?).map(|default| self.eval(default, scope));
            match given.or_else(default) {
                Some(value) => inner.bind(&name, value),
                None => return Value::Opaque(format!("the argument `{name}` is missing")),
            }
        }
        let known = |keyword: &Option<String>| {
            keyword.as_ref().is_none_or(|keyword| {
                targets.iter().any(|target| target.dotted().as_deref() == Some(keyword.as_str()))
            })
        };
        if positional.next().is_some() || !passed.iter().all(|(keyword, _)| known(keyword)) {
            return here.opaque();
        }
        self.eval(body, &inner)
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
                    Ok(kind) if kind.decorated => Value::Type(Rc::new(kind)),
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
                let doubt = passed.iter().find_map(|(_, value)| value.doubt());
                match doubt {
                    Some(doubt) => Value::Opaque(doubt.clone()),
                    None => text::method(text, method, &passed).unwrap_or_else(|| here.opaque()),
                }
            }
            (Value::Dict(items), "get") => match passed.as_slice() {
                [(None, key), rest @ ..] => match look_up(items, key) {
                    Some(Some(value)) => value,
                    Some(None) => rest.first().map_or(Value::None, |(_, value)| value.clone()),
                    None => here.opaque(),
                },
                _ => here.opaque(),
            },
            (Value::Dict(items), "keys") if passed.is_empty() => {
                Value::List(items.iter().map(|(key, _)| key.clone()).collect())
            }
            (Value::Dict(items), "values") if passed.is_empty() => {
                Value::List(items.iter().map(|(_, value)| value.clone()).collect())
            }
            // `Parent.__init__(self, …)`
            (Value::Class(class), method) => self.unbound(*class, method, &passed, here),
            _ => here.opaque(),
        }
    }

    fn unbound(&self, class: Class<'a>, method: &str, passed: &[Passed<'a>], here: Here<'a>) -> Value<'a> {
        let (Some((None, Value::Instance(instance))), Some((_, name))) =
            (passed.first(), method.split_once('.'))
        else {
            return here.opaque();
        };
        let own = |ancestor: &Ancestor<'a>| *ancestor == Ancestor::Own(class);
        let Some(from) = instance.order.iter().position(own) else { return here.opaque() };
        // The order of the class itself decides, which is that of the instance only behind a single line.
        let tail: Vec<Ancestor<'a>> = instance.order[from..].to_vec();
        if crate::project::linearize(self.sources, class).ok().as_ref() != Some(&tail) {
            return here.opaque();
        }
        match self.inherited(&instance.order, name, from) {
            Ok(Some((at, _, Method::Function(statement)))) => {
                self.run_method(instance, at, statement, passed[1..].to_vec())
            }
            Ok(None) if matches!(name, "__init__" | "load_dialect_impl") => {
                let holder = Value::Super(Rc::clone(instance), from);
                self.call_known(&holder, name, passed[1..].to_vec(), here)
            }
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
                    // What kind of value it is says the type that has the variant.
                    let affinity = kind.affinity.clone();
                    return self.as_type(variant).map_or_else(Value::Opaque, |made| {
                        Value::Type(Rc::new(TypeValue { affinity, ..made }))
                    });
                }
                Ok(false) => {}
                Err(doubt) => return Value::Opaque(doubt),
            }
        }
        Value::Type(Rc::clone(kind))
    }

    fn call_external(&self, path: String, passed: Vec<Passed<'a>>, here: Here<'a>) -> Value<'a> {
        match (path.as_str(), passed.as_slice()) {
            ("functools.partial", [(None, function), rest @ ..]) => {
                return Value::Partial(Rc::new(function.clone()), rest.to_vec());
            }
            ("typing.cast", [(None, _), (None, value)]) => return value.clone(),
            (_, [(None, value)])
                if path.starts_with("sqlalchemy.ext.mutable.Mutable") && path.ends_with(".as_mutable") =>
            {
                let made = self.as_type(value.clone());
                return made.map_or_else(Value::Opaque, |made| Value::Type(Rc::new(made)));
            }
            ("pydantic.Field" | "pydantic.fields.Field", passed) if self.defaults.is_some() => {
                return default_of(passed).unwrap_or_else(|| here.opaque());
            }
            (_, [(None, Value::Instance(instance)), rest @ ..]) if path.ends_with(".__init__") => {
                self.base_init(instance, rest.to_vec());
                return Value::None;
            }
            (_, [(None, Value::Instance(instance)), ..]) if path.ends_with(".load_dialect_impl") => {
                return self.of_instance(instance, "impl", 0);
            }
            _ if self.is_type(&path) => return Value::Type(Rc::new(TypeValue::external(path, passed))),
            _ => {}
        }
        if let Some(doubt) = passed.iter().find_map(|(_, value)| value.doubt()) {
            return Value::Opaque(format!(
                "`{path}` at {} is given what is not known: {doubt}",
                here.place()
            ));
        }
        let lengths = |count: usize| i64::try_from(count).map_or_else(|_| here.opaque(), Value::Integer);
        match (path.as_str(), passed.as_slice()) {
            ("str", [(None, value)]) => value.shown().map_or_else(|| here.opaque(), Value::Text),
            ("int", [(None, value @ (Value::Integer(_) | Value::Given(_)))])
            | ("list" | "tuple", [(None, value @ Value::List(_))])
            | ("set" | "frozenset", [(None, value @ Value::Set(_))])
            | ("dict", [(None, value @ Value::Dict(_))]) => value.clone(),
            ("set" | "frozenset", [(None, Value::List(items))]) => Value::Set(items.clone()),
            ("bool", [(None, value)]) => value.truth().map_or_else(Value::Opaque, Value::Boolean),
            ("dict", named) if named.iter().all(|(keyword, _)| keyword.is_some()) => Value::Dict(
                named
                    .iter()
                    .map(|(key, value)| (Value::text(key.clone().unwrap_or_default()), value.clone()))
                    .collect(),
            ),
            ("list" | "tuple", [(None, Value::Class(class))]) => self.members_of(*class),
            ("dict", [(None, Value::Dict(items)), named @ ..])
                if named.iter().all(|(keyword, _)| !is_star(keyword.as_deref())) =>
            {
                super::change::updated(items.clone(), named).map_or_else(|| here.opaque(), Value::Dict)
            }
            ("len", [(None, Value::List(items))]) => lengths(items.len()),
            ("len", [(None, Value::Dict(items))]) => lengths(items.len()),
            ("len", [(None, text @ Value::Text(_))]) => match text.plain() {
                Some(text) => lengths(text.chars().count()),
                None => here.opaque(),
            },
            ("max" | "min" | "sum", _) => numbers(&path, &passed).unwrap_or_else(|| here.opaque()),
            ("type", [(None, Value::Instance(instance))]) => self.of_instance(instance, "__class__", 0),
            ("isinstance", [(None, value), (None, class)]) => {
                is_instance(value, class).map_or_else(|| here.opaque(), Value::Boolean)
            }
            ("getattr", [(None, instance @ Value::Instance(_)), (None, name), ..]) => match name.plain() {
                Some(name) => self.attribute(instance.clone(), &name, here),
                None => here.opaque(),
            },
            // What a class of SQLAlchemy has is known by its name.
            ("getattr", [(None, Value::External(owner)), (None, name)])
                if name
                    .plain()
                    .is_some_and(|name| standing(&format!("{owner}.{name}")) == Standing::Known) =>
            {
                Value::External(format!("{owner}.{}", name.plain().unwrap_or_default()))
            }
            ("enum.Enum" | "enum.IntEnum" | "enum.StrEnum", _) => {
                super::enumeration::functional(&path, &passed, here)
            }
            _ => Value::Opaque(format!("`{}` at {} is not followed", here.shown(), here.place())),
        }
    }

    /// Runs what is called at the end, or while modules are imported.
    pub(super) fn moment(&self) -> When {
        if self.importing.get() > 0 { When::Unsure } else { When::End }
    }
}

/// Whether what a call does is followed, whatever it gives.
pub(super) fn is_tracked(called: &Value<'_>) -> bool {
    match called {
        Value::Function(_, statement) | Value::Method(_, _, statement) => {
            matches!(decorator(statement), None | Some("staticmethod"))
        }
        Value::ClassMethod(..) | Value::Lambda(..) => true,
        _ => false,
    }
}

pub(super) fn is_star(keyword: Option<&str>) -> bool {
    matches!(keyword, Some(SOME | SOME_NAMED))
}

impl Value<'_> {
    /// Marks every instance in it: its attributes cannot be trusted any more.
    pub(super) fn taint(&self, doubt: &Doubt) {
        match self {
            Value::Instance(instance) | Value::Super(instance, _) | Value::Method(instance, ..) => {
                instance.taint.borrow_mut().get_or_insert_with(|| doubt.clone());
            }
            Value::List(items) | Value::Set(items) => items.iter().for_each(|item| item.taint(doubt)),
            Value::Dict(items) => items.iter().for_each(|(_, item)| item.taint(doubt)),
            Value::Known(holder, _) => holder.taint(doubt),
            _ => {}
        }
    }
}
