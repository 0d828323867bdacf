//! What a revision itself writes with the project's names: `sa.Enum(AppEnum)`, `const.LENGTH`.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use std::cell::RefCell;

use super::interpret::{Interpreter, Scope};
use super::learn::{Form, Learnt, number};
use super::value::Value;
use crate::project::{Class, Doubt, SourceModule, Sources, When};
use crate::python::{Expr, Quote, string_literal};
use crate::rules::RuleSet;
use crate::source::Span;

/// Learns what a call of one of `SQLAlchemy`'s own types is that takes arguments from the project. The call
/// is the one at `span` of `revision`.
///
/// # Errors
/// When it cannot be told; why.
pub fn standard<'a>(
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    revision: &'a SourceModule,
    span: Span,
) -> Result<Learnt, Doubt> {
    let expr = expression(revision, span).ok_or("the call is not found")?;
    let interpreter = Interpreter::new(sources, rules);
    let value = interpreter.eval(expr, &Scope::top(revision, When::End));
    written(&interpreter, value)
}

/// Learns the type of a model's column, which stands in the body of `class`, if it is given, or else at the
/// top of `module`; and the places of the settings whose defaults count for it.
///
/// # Errors
/// When it cannot be told; why.
pub fn column_type<'a>(
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    module: &'a SourceModule,
    class: Option<Class<'a>>,
    expr: &'a Expr,
) -> Result<(Learnt, Vec<String>), Doubt> {
    let mut interpreter = Interpreter::new(sources, rules);
    interpreter.defaults = Some(RefCell::default());
    let scope = match class {
        Some(class) => interpreter.class_scope(class, expr),
        None => Scope::top(module, When::At(expr.span.start)),
    };
    let value = interpreter.eval(expr, &scope);
    let learnt = written(&interpreter, value)?;
    let defaults = interpreter.defaults.map(RefCell::into_inner).unwrap_or_default();
    Ok((learnt, defaults.into_iter().collect()))
}

/// The text that an expression of a module stands for.
pub fn text(sources: &dyn Sources, rules: &RuleSet, module: &SourceModule, expr: &Expr) -> Option<String> {
    Interpreter::new(sources, rules).eval(expr, &Scope::top(module, When::End)).plain()
}

fn written<'a>(interpreter: &Interpreter<'a>, value: Value<'a>) -> Result<Learnt, Doubt> {
    let made = interpreter.as_type(value)?;
    let place = made.arguments.iter().find_map(|(_, value)| match value {
        Value::Class(class) => Some(class.place()),
        _ => None,
    });
    let written = interpreter.write(&made)?;
    Ok(Learnt {
        place: place.unwrap_or_else(|| "the project's constants".to_owned()),
        forms: vec![Form { arguments: Vec::new(), written }],
        // Members of the enumeration may pass, which the labels alone do not know.
        plain: false,
        number: number(&made.affinity),
        extension: None,
        using: Vec::new(),
        parameters: Vec::new(),
        any_call: true,
    })
}

/// The literal that the expression at `span` of `revision` stands for, where it is a constant.
///
/// # Errors
/// When it is none, or cannot be told; why.
pub fn constant(
    sources: &dyn Sources,
    rules: &RuleSet,
    revision: &SourceModule,
    span: Span,
    quote: Quote,
) -> Result<String, Doubt> {
    let expr = expression(revision, span).ok_or("the expression is not found")?;
    let value = Interpreter::new(sources, rules).eval(expr, &Scope::top(revision, When::End));
    match &value {
        Value::None => Ok("None".to_owned()),
        Value::Boolean(value) => Ok(if *value { "True" } else { "False" }.to_owned()),
        Value::Integer(value) => Ok(value.to_string()),
        Value::Text(_) => match value.plain() {
            Some(text) => Ok(string_literal(&text, quote)),
            None => Err("it is no constant".to_owned()),
        },
        Value::Opaque(doubt) => Err(doubt.clone()),
        _ => Err("it is no constant".to_owned()),
    }
}

fn expression(module: &SourceModule, span: Span) -> Option<&Expr> {
    let mut found = None;
    for statement in &module.module.body {
        if statement.span.contains(span) {
            statement.walk_exprs(&mut |expr| {
                if expr.span == span {
                    found = found.or(Some(expr));
                }
            });
        }
    }
    found
}
