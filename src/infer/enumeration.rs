//! Enumerations of the project.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::rc::Rc;

use super::interpret::{Here, Interpreter, Scope};
use super::value::{Passed, Value};
use crate::project::{Ancestor, Class, Doubt, Method, When, linearize};
use crate::python::{BlockKind, Expr, ExprKind, Stmt, StmtKind};

/// Classes that make enumerations.
const BASES: &[&str] = &["enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"];
/// Methods by which a class decides what its members are.
const DECIDING: &[&str] =
    &["__getattr__", "__getattribute__", "__init_subclass__", "__set_name__", "_value_", "name", "value"];

/// A member with its value.
type Member<'a> = (String, Value<'a>);

impl<'a> Interpreter<'a> {
    /// Whether the class is an enumeration.
    pub(super) fn is_enumeration(&self, class: Class<'a>) -> bool {
        linearize(self.sources, class).is_ok_and(|order| {
            order.iter().any(
                |ancestor| matches!(ancestor, Ancestor::External(path) if BASES.contains(&path.as_str())),
            )
        })
    }

    /// The member `name` of an enumeration; none where the class is no enumeration or has no such member.
    pub(super) fn member(&self, class: Class<'a>, name: &str) -> Option<Value<'a>> {
        if !self.is_enumeration(class) {
            return None;
        }
        if name == "__members__" {
            return Some(match self.members(class) {
                // Aliases stand there, too, which are no members.
                Ok(members) if !has_alias(class) => Value::Dict(
                    members
                        .into_iter()
                        .map(|(name, value)| {
                            (Value::text(&name), Value::Member(class, name.clone(), Rc::new(value)))
                        })
                        .collect(),
                ),
                Ok(_) => Value::Opaque(format!("`{}.__members__` has aliases", class.name())),
                Err(doubt) => Value::Opaque(doubt),
            });
        }
        match self.members(class) {
            Ok(members) => members
                .into_iter()
                .find(|(own, _)| own == name)
                .map(|(own, value)| Value::Member(class, own, Rc::new(value))),
            Err(doubt) => Some(Value::Opaque(doubt)),
        }
    }

    /// What going through the enumeration gives.
    pub(super) fn members_of(&self, class: Class<'a>) -> Value<'a> {
        match self.members(class) {
            Ok(members) => Value::List(
                members.into_iter().map(|(name, value)| Value::Member(class, name, Rc::new(value))).collect(),
            ),
            Err(doubt) => Value::Opaque(doubt),
        }
    }

    /// Names and values of the members in their order, aliases left out. A value may be unknown.
    pub(super) fn members(&self, class: Class<'a>) -> Result<Vec<Member<'a>>, Doubt> {
        let order = linearize(self.sources, class)?;
        let outside = |wanted: &str| {
            order.iter().any(|ancestor| matches!(ancestor, Ancestor::External(path) if path == wanted))
        };
        if !BASES.iter().any(|base| outside(base)) {
            return Err(format!("`{}` at {} is no enumeration", class.name(), class.place()));
        }
        let strange = order.iter().find_map(|ancestor| match ancestor {
            Ancestor::External(path)
                if !BASES.contains(&path.as_str()) && !matches!(path.as_str(), "str" | "int" | "object") =>
            {
                Some(path)
            }
            _ => None,
        });
        if let Some(path) = strange {
            return Err(format!("`{}` inherits from `{path}`", class.name()));
        }
        if let Some(place) = self.sources.patched(class.name()) {
            return Err(format!("`{}` is patched at {place}", class.name()));
        }
        let made = made_values(&order)?;
        let next = Next { automatic: automatic(&order)?, lower: outside("enum.StrEnum") };
        let mut members: Vec<Member<'a>> = Vec::new();
        for statement in class.body() {
            match &statement.kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    for target in targets {
                        let ExprKind::Name(name) = &target.kind else {
                            return Err(format!(
                                "the members of `{}` are not plain, at {}",
                                class.name(),
                                class.place()
                            ));
                        };
                        if is_no_member(name) || is_descriptor(value) {
                            continue;
                        }
                        let value = self.member_value(class, name, value, &members, &next);
                        // `class E(str, Enum)` makes text of every value.
                        let value = match value {
                            Value::Integer(number) if outside("str") => Value::text(number.to_string()),
                            value => value,
                        };
                        let value = match (&made, value) {
                            (Some(Made { element: Some(at), .. }), Value::List(items))
                                if *at < items.len() =>
                            {
                                items[*at].clone()
                            }
                            (_, value) => value,
                        };
                        add_member(&mut members, name, value)?;
                    }
                }
                StmtKind::Assign { value: None, .. } | StmtKind::Pass | StmtKind::Function { .. } => {}
                StmtKind::Expr(expr) if expr.as_call().is_none() => {}
                StmtKind::Block { kind: BlockKind::Loop, .. } | StmtKind::Expr(_) => {
                    return Err(format!(
                        "the members of `{}` are computed, at {}",
                        class.name(),
                        class.module.place(statement.span)
                    ));
                }
                _ => {
                    return Err(format!(
                        "the members of `{}` are conditional, or computed: they depend on the statement at {}",
                        class.name(),
                        class.module.place(statement.span)
                    ));
                }
            }
        }
        if let Some(Made { doubt, .. }) = made {
            members.iter_mut().for_each(|(_, value)| *value = Value::Opaque(doubt.clone()));
        }
        Ok(members)
    }

    fn member_value(
        &self,
        class: Class<'a>,
        name: &str,
        value: &'a Expr,
        members: &[Member<'a>],
        next: &Next,
    ) -> Value<'a> {
        let path = value.as_call().filter(|(_, arguments)| arguments.is_empty());
        let called = path
            .map(|(function, _)| self.eval(function, &Scope::top(class.module, When::At(value.span.start))));
        if matches!(called, Some(Value::External(path)) if path == "enum.auto") {
            return match next.automatic {
                Automatic::Lower => Value::text(name.to_lowercase()),
                Automatic::Name => Value::text(name),
                Automatic::Plain if next.lower => Value::text(name.to_lowercase()),
                Automatic::Plain => {
                    let numbers = members.iter().map(|(_, value)| match value {
                        Value::Integer(number) => Some(*number),
                        _ => None,
                    });
                    match numbers.collect::<Option<Vec<i64>>>() {
                        Some(numbers) => Value::Integer(numbers.into_iter().max().unwrap_or(0) + 1),
                        None => Value::Opaque(format!("the value of `{name}` is not understood")),
                    }
                }
            };
        }
        let scope = self.class_scope(class, value);
        for (name, value) in members {
            scope.bind(name, value.clone());
        }
        self.eval(value, &scope)
    }
}

/// What `auto()` gives.
fn automatic(order: &[Ancestor<'_>]) -> Result<Automatic, Doubt> {
    for ancestor in order {
        let Ancestor::Own(own) = ancestor else { continue };
        match own.own("_generate_next_value_")? {
            None => {}
            Some(Method::Function(statement)) => {
                return next_value(statement).ok_or_else(|| {
                    format!(
                        "`_generate_next_value_` of `{}` is not understood, at {}",
                        own.name(),
                        own.place()
                    )
                });
            }
            Some(_) => {
                return Err(format!("`_generate_next_value_` of `{}` is not understood", own.name()));
            }
        }
    }
    Ok(Automatic::Plain)
}

/// `Enum('Name', 'a b')`
pub(super) fn functional<'a>(path: &str, passed: &[Passed<'a>], here: Here<'a>) -> Value<'a> {
    let [(None, name), (None, given)] = passed else { return here.opaque() };
    let Some(name) = name.plain() else { return here.opaque() };
    let numbered = |names: Vec<String>| {
        let value = |at: usize, name: &str| match path {
            "enum.StrEnum" => Value::text(name.to_lowercase()),
            _ => Value::Integer(i64::try_from(at + 1).unwrap_or(i64::MAX)),
        };
        let members = names.into_iter().enumerate();
        members.map(|(at, name)| (name.clone(), value(at, &name))).collect::<Vec<_>>()
    };
    let members = match given {
        Value::Text(_) => given
            .plain()
            .map(|text| numbered(text.replace(',', " ").split_whitespace().map(str::to_owned).collect())),
        Value::List(items) => items.iter().map(Value::plain).collect::<Option<Vec<String>>>().map(numbered),
        Value::Dict(items) => items.iter().map(|(key, value)| Some((key.plain()?, value.clone()))).collect(),
        _ => None,
    };
    match members {
        Some(members) if !repeats(&members) => Value::Enumeration(name, Rc::new(members)),
        _ => Value::Opaque(format!("the members of `{name}` are computed, at {}", here.place())),
    }
}

/// Adds a member, unless it is another name of one.
fn add_member<'a>(members: &mut Vec<Member<'a>>, name: &str, value: Value<'a>) -> Result<(), Doubt> {
    // Two names of one value are one member.
    for (_, other) in &*members {
        match other.equals(&value) {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(reason) => {
                return Err(format!("whether `{name}` is another name of a member is not known: {reason}"));
            }
        }
    }
    members.push((name.to_owned(), value));
    Ok(())
}

/// Values that a method of the class makes of what stands there.
struct Made {
    doubt: Doubt,
    /// Which element of a tuple tells members apart.
    element: Option<usize>,
}

/// How the class makes the values of its members, if it does.
fn made_values(order: &[Ancestor<'_>]) -> Result<Option<Made>, Doubt> {
    let mut made = None;
    for ancestor in order {
        let Ancestor::Own(own) = ancestor else { continue };
        for name in DECIDING {
            if own.own(name)?.is_some() {
                return Err(format!("`{}` has a `{name}` of its own, at {}", own.name(), own.place()));
            }
        }
        for name in ["__new__", "__init__"] {
            let Some(method) = own.own(name)? else { continue };
            let doubt = format!("`{name}` of `{}` may make other values, at {}", own.name(), own.place());
            let Method::Function(statement) = method else { return Err(doubt) };
            let element = value_parameter(statement);
            if name == "__new__" && element.is_none() {
                return Err(doubt);
            }
            made = Some(Made { doubt, element });
        }
    }
    Ok(made)
}

/// The parameter, `cls` aside, in `member._value_ = parameter`.
fn value_parameter(statement: &Stmt) -> Option<usize> {
    let (parameters, ..) = crate::project::function_parts(statement)?;
    let mut values = Vec::new();
    statement.walk(&mut |inner| {
        if let StmtKind::Assign { targets, value, .. } = &inner.kind
            && targets.iter().any(|target| matches!(&target.kind, ExprKind::Attribute { attribute, .. } if attribute == "_value_"))
        {
            values.push(value.as_ref().and_then(Expr::dotted));
        }
    });
    let [Some(name)] = values.as_slice() else { return None };
    parameters.iter().skip(1).position(|parameter| parameter.name == *name)
}

/// How members without a value get theirs.
struct Next {
    automatic: Automatic,
    /// Whether it is a `StrEnum`.
    lower: bool,
}

/// What `_generate_next_value_` returns.
enum Automatic {
    /// What the enumeration does by itself.
    Plain,
    /// The name.
    Name,
    /// The name in lower case.
    Lower,
}

/// `return name` or `return name.lower()`
fn next_value(statement: &Stmt) -> Option<Automatic> {
    let (parameters, body, _) = crate::project::function_parts(statement)?;
    let name = &parameters.first()?.name;
    let mut body =
        body.iter().filter(|inner| !matches!(&inner.kind, StmtKind::Expr(expr) if expr.as_str().is_some()));
    let (Some(only), None) = (body.next(), body.next()) else { return None };
    let StmtKind::Return(Some(value)) = &only.kind else { return None };
    match value.as_call() {
        Some((function, [])) if function.dotted()? == format!("{name}.lower") => Some(Automatic::Lower),
        Some(_) => None,
        None => (value.dotted()? == *name).then_some(Automatic::Name),
    }
}

/// `_private`, `__dunder__`
fn is_no_member(name: &str) -> bool {
    name.starts_with('_')
}

/// `staticmethod(…)` and the like stay what they are.
fn is_descriptor(value: &Expr) -> bool {
    let called = value.as_call().and_then(|(function, _)| function.dotted());
    matches!(
        called.as_deref(),
        Some("staticmethod" | "classmethod" | "property" | "nonmember" | "enum.nonmember")
    ) || matches!(value.kind, ExprKind::Binding { form: crate::python::BindingForm::Lambda, .. })
}

fn repeats(members: &[Member<'_>]) -> bool {
    members.iter().enumerate().any(|(at, (name, value))| {
        members[..at].iter().any(|(other, own)| other == name || own.equals(value) != Ok(false))
    })
}

/// Whether two names of the class body may be one member.
fn has_alias(class: Class<'_>) -> bool {
    let mut values: Vec<String> = Vec::new();
    for statement in class.body() {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind {
            let text = class.module.text(value);
            if targets.len() > 1 || values.contains(&text) && !text.contains("auto") {
                return true;
            }
            values.push(text);
        }
    }
    false
}
