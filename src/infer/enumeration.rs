//! Enumerations of the project.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::rc::Rc;

use super::interpret::{Here, Interpreter, Scope};
use super::member_values::{Automatic, Next, automatic, made_values};
use super::value::{Passed, Value};
use crate::project::{Ancestor, Class, Doubt, Method, When, linearize};
use crate::python::{BlockKind, Expr, ExprKind, StmtKind};

/// Classes that make enumerations.
const BASES: &[&str] = &["enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"];
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
        if self.is_flag(class) {
            return Value::Opaque(format!(
                "what going through the flags of `{}` gives depends on the version of Python",
                class.name()
            ));
        }
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
        let next = Next {
            automatic: automatic(&order)?,
            lower: outside("enum.StrEnum"),
            flags: outside("enum.Flag") || outside("enum.IntFlag"),
        };
        let ignored = self.ignored(class)?;
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
                        if is_no_member(name) || ignored.contains(&name.to_string()) || is_descriptor(value) {
                            continue;
                        }
                        if name.starts_with("__") {
                            return Err(format!(
                                "whether `{name}` of `{}` is a member depends on the version of Python",
                                class.name()
                            ));
                        }
                        let value = self.member_value(class, name, value, &members, &next);
                        let value = match &made {
                            Some(made) => made.value(value),
                            None if outside("str") => text_of(value),
                            None => value,
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
                Automatic::Plain if next.flags => {
                    let numbers = members.iter().map(|(_, value)| match value {
                        Value::Integer(number) => Some(*number),
                        _ => None,
                    });
                    let highest = numbers.collect::<Option<Vec<i64>>>().map(|all| all.into_iter().max());
                    match highest {
                        Some(None | Some(0)) => Value::Integer(1),
                        Some(Some(highest @ 1..0x2000_0000_0000_0000)) => {
                            Value::Integer(2 << highest.ilog2())
                        }
                        _ => Value::Opaque(format!("the value of `{name}` is not understood")),
                    }
                }
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

    /// The names that `_ignore_` takes out of the members.
    fn ignored(&self, class: Class<'a>) -> Result<Vec<String>, Doubt> {
        let names = match class.own("_ignore_")? {
            None => return Ok(Vec::new()),
            Some(Method::Value(value)) => self.class_value(class, "_ignore_", value),
            Some(_) => Value::None,
        };
        let names = match &names {
            Value::Text(_) => names
                .plain()
                .map(|text| text.replace(',', " ").split_whitespace().map(str::to_owned).collect()),
            Value::List(items) => items.iter().map(Value::plain).collect(),
            _ => None,
        };
        names.ok_or_else(|| format!("`_ignore_` of `{}` is not understood", class.name()))
    }

    /// Whether it is a `Flag`: going through one leaves out what several flags make, from Python 3.11 on.
    pub(super) fn is_flag(&self, class: Class<'a>) -> bool {
        linearize(self.sources, class).is_ok_and(|order| {
            order.iter().any(|ancestor| {
                matches!(ancestor, Ancestor::External(path) if path == "enum.Flag" || path == "enum.IntFlag")
            })
        })
    }
}

/// `Enum('Name', 'a b')`
pub(super) fn functional<'a>(path: &str, passed: &[Passed<'a>], here: Here<'a>) -> Value<'a> {
    // Where it is kept does not matter.
    let told = |keyword: &str| matches!(keyword, "module" | "qualname");
    let passed: Vec<&Passed<'a>> =
        passed.iter().filter(|(keyword, _)| !keyword.as_deref().is_some_and(told)).collect();
    let [(None, name), (None, given)] = passed.as_slice() else { return here.opaque() };
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
        Value::List(items) => match items.iter().map(Value::plain).collect::<Option<Vec<String>>>() {
            Some(names) => Some(numbered(names)),
            None => items.iter().map(pair).collect(),
        },
        Value::Dict(items) => items.iter().map(|(key, value)| Some((key.plain()?, value.clone()))).collect(),
        _ => None,
    };
    match members {
        Some(members) if !repeats(&members) => Value::Enumeration(name, Rc::new(members)),
        _ => Value::Opaque(format!("the members of `{name}` are computed, at {}", here.place())),
    }
}

/// `('name', value)`
fn pair<'a>(item: &Value<'a>) -> Option<Member<'a>> {
    match item {
        Value::List(parts) => match parts.as_slice() {
            [name, value] => Some((name.plain()?, value.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The value of a member of `class E(str, Enum)`: what stands there are the arguments of `str`, so that
/// `A = 'a',` is `'a'`.
fn text_of(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Integer(number) => Value::text(number.to_string()),
        Value::List(items) => match items.as_slice() {
            [one @ Value::Text(_)] => one.clone(),
            _ => Value::List(items),
        },
        value => value,
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

/// `_sunder_`, `__dunder__`
fn is_no_member(name: &str) -> bool {
    name.starts_with('_') && name.ends_with('_')
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
