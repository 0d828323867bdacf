//! The labels of enumeration types.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::interpret::{Here, Interpreter};
use super::value::{Passed, TypeValue, Value};
use crate::project::{Class, function_parts};
use crate::python::{BindingForm, Expr, ExprKind, Stmt, StmtKind};

impl<'a> Interpreter<'a> {
    /// The arguments of an enumeration type, its class replaced by the labels.
    pub(super) fn labels(&self, made: &TypeValue<'a>) -> Result<Vec<Passed<'a>>, String> {
        let (name, members, rest) = match made.arguments.split_first() {
            Some(((None, Value::Class(class)), rest)) => (class.name(), self.members(*class)?, rest),
            Some(((None, Value::Enumeration(name, members)), rest)) => {
                (name.as_str(), members.as_ref().clone(), rest)
            }
            _ => return Ok(made.arguments.clone()),
        };
        let callable = rest.iter().find(|(keyword, _)| keyword.as_deref() == Some("values_callable"));
        let omit = rest.iter().find(|(keyword, _)| keyword.as_deref() == Some("omit_aliases"));
        if omit.is_some() {
            return Err("`omit_aliases` is not understood".to_owned());
        }
        let labels = match callable {
            None | Some((_, Value::None)) => members.into_iter().map(|(name, _)| Value::text(name)).collect(),
            Some((_, callable)) => {
                let class = match made.arguments.first() {
                    Some((_, Value::Class(class))) => Some(*class),
                    _ => None,
                };
                self.called_for(name, class, members, callable)?
            }
        };
        let mut arguments: Vec<Passed<'a>> = labels.into_iter().map(|label| (None, label)).collect();
        if !rest.iter().any(|(keyword, _)| keyword.as_deref() == Some("name")) {
            arguments.push((Some("name".to_owned()), Value::text(name.to_lowercase())));
        }
        let dropped =
            ["values_callable", "metadata", "validate_strings", "sort_key_function", "omit_aliases"];
        arguments.extend(
            rest.iter()
                .filter(|(keyword, _)| keyword.as_deref().is_some_and(|keyword| !dropped.contains(&keyword)))
                .cloned(),
        );
        if rest.iter().any(|(keyword, _)| keyword.is_none()) {
            return Err("more than an enumeration's class is passed by position".to_owned());
        }
        Ok(arguments)
    }

    /// What `values_callable` makes of the members.
    fn called_for(
        &self,
        name: &str,
        class: Option<Class<'a>>,
        members: Vec<(String, Value<'a>)>,
        callable: &Value<'a>,
    ) -> Result<Vec<Value<'a>>, String> {
        let doubt = |why: &str| format!("`values_callable` for `{name}` is not understood{why}");
        let each = match callable {
            Value::Function(_, statement) => each_of_function(statement).map(Value::Each),
            _ => None,
        };
        let values: Vec<Value<'a>> = match (each.as_ref().unwrap_or(callable), class) {
            (Value::Each(_), Some(class)) if self.is_flag(class) => {
                return Err(doubt(": what going through flags gives depends on the version of Python"));
            }
            (Value::Each(attribute), _) => members
                .into_iter()
                .map(|(name, value)| if *attribute == "name" { Value::text(name) } else { value })
                .collect(),
            (Value::Opaque(reason), _) => return Err(reason.clone()),
            (callable @ (Value::Lambda(..) | Value::Function(..) | Value::ClassMethod(..)), Some(class)) => {
                let passed = vec![(None, Value::Class(class))];
                match self.call(callable.clone(), passed, Here::Revision) {
                    Value::List(values) => values,
                    Value::Opaque(reason) => return Err(doubt(&format!(": {reason}"))),
                    _ => return Err(doubt("")),
                }
            }
            _ => return Err(doubt("")),
        };
        if let Some(reason) = values.iter().find_map(Value::doubt) {
            return Err(reason.clone());
        }
        if values.iter().all(|value| value.plain().is_some()) { Ok(values) } else { Err(doubt("")) }
    }
}

/// `lambda members: [member.value for member in members]`
pub(super) fn each_of(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Binding { form: BindingForm::Lambda, targets, parts } => {
            match (targets.as_slice(), parts.as_slice()) {
                ([parameter], [body]) => each_in(body, &parameter.dotted()?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `[member.value for member in members]`
fn each_in(expr: &Expr, members: &str) -> Option<&'static str> {
    let ExprKind::Binding { form: BindingForm::List, parts, .. } = &expr.kind else { return None };
    let [values, target, element] = parts.as_slice() else { return None };
    let (target, element) = (target.dotted()?, element.dotted()?);
    (values.dotted().as_deref() == Some(members)).then_some(())?;
    match element.strip_prefix(target.as_str())? {
        ".value" => Some("value"),
        ".name" => Some("name"),
        _ => None,
    }
}

/// The same as a function.
fn each_of_function(statement: &Stmt) -> Option<&'static str> {
    let (parameters, body, _) = function_parts(statement)?;
    let ([parameter], Some(last)) = (parameters, body.last()) else { return None };
    let rest = &body[..body.len() - 1];
    let documented =
        rest.iter().all(|inner| matches!(&inner.kind, StmtKind::Expr(expr) if expr.as_str().is_some()));
    match &last.kind {
        StmtKind::Return(Some(value)) if documented => each_in(value, &parameter.name),
        _ => None,
    }
}
