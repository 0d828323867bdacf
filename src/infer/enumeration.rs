//! Enumerations of the project.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::rc::Rc;

use super::interpret::{Interpreter, Scope};
use super::value::Value;
use crate::project::{Ancestor, Class, linearize};
use crate::python::{ExprKind, StmtKind};

impl<'a> Interpreter<'a> {
    /// Whether the class is an enumeration.
    pub(super) fn is_enumeration(&self, class: Class<'a>) -> bool {
        linearize(self.sources, class).is_ok_and(|order| {
            order.iter().any(|ancestor| {
                matches!(ancestor, Ancestor::External(path) if matches!(path.as_str(),
                    "enum.Enum" | "enum.IntEnum" | "enum.StrEnum" | "enum.Flag" | "enum.IntFlag"))
            })
        })
    }

    /// The member `name` of an enumeration; none where the class is no enumeration or has no such member.
    pub(super) fn member(&self, class: Class<'a>, name: &str) -> Option<Value<'a>> {
        if !self.is_enumeration(class) {
            return None;
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

    /// Names and values of the members in their order, aliases left out.
    pub(super) fn members(&self, class: Class<'a>) -> Result<Vec<(String, Value<'a>)>, String> {
        let order = linearize(self.sources, class)?;
        let outside = |wanted: &str| {
            order.iter().any(|ancestor| matches!(ancestor, Ancestor::External(path) if path == wanted))
        };
        if !order
            .iter()
            .any(|ancestor| matches!(ancestor, Ancestor::External(path) if path.starts_with("enum.")))
        {
            return Err(format!("`{}` at {} is no enumeration", class.name(), class.place()));
        }
        for ancestor in &order {
            if let Ancestor::Own(own) = ancestor {
                for name in
                    ["_generate_next_value_", "__new__", "__init__", "_missing_", "_ignore_", "value", "name"]
                {
                    if own.own(name)?.is_some() && name != "_missing_" {
                        return Err(format!(
                            "`{}` has a `{name}` of its own, at {}",
                            own.name(),
                            own.place()
                        ));
                    }
                }
            }
        }
        let lower = outside("enum.StrEnum");
        let mut members: Vec<(String, Value<'a>)> = Vec::new();
        let scope = Scope::top(class.module);
        let mut last = 0;
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
                        if name.starts_with('_') {
                            continue;
                        }
                        let value = if is_auto(value) {
                            if lower { Value::text(name.to_lowercase()) } else { Value::Integer(last + 1) }
                        } else {
                            let mut inner = scope.clone();
                            for (name, value) in &members {
                                inner.locals.insert(name.clone(), value.clone());
                            }
                            self.eval(value, &inner)
                        };
                        if let Some(doubt) = value.doubt() {
                            return Err(doubt.clone());
                        }
                        if let Value::Integer(number) = value {
                            last = number.max(last);
                        }
                        // `class E(str, Enum)` makes text of every value.
                        let value = match value {
                            Value::Integer(number) if outside("str") => Value::text(number.to_string()),
                            value => value,
                        };
                        let alias = members.iter().find(|(_, other)| other.equals(&value) == Ok(true));
                        if alias.is_none() {
                            members.push((name.to_string(), value));
                        }
                    }
                }
                StmtKind::Assign { value: None, .. }
                | StmtKind::Expr(_)
                | StmtKind::Pass
                | StmtKind::Function { .. } => {}
                _ => {
                    return Err(format!(
                        "the members of `{}` depend on the statement at {}",
                        class.name(),
                        class.module.place(statement.span)
                    ));
                }
            }
        }
        Ok(members)
    }
}

fn is_auto(value: &crate::python::Expr) -> bool {
    value.as_call().is_some_and(|(function, arguments)| {
        arguments.is_empty() && matches!(function.dotted().as_deref(), Some("auto" | "enum.auto"))
    })
}
