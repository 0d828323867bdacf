//! The arguments of a rule, checked.

use super::check::{Notes, is_identifier, values};
use super::load::At;
use super::rule::{Argument, ArgumentKind, Value};
use super::values::ArgumentValue;
use super::written::ArgumentWritten;

/// Checks the arguments of one rule.
pub(super) fn check(
    notes: &mut Notes,
    written: Option<&At<Vec<At<ArgumentWritten>>>>,
    ignored: &[String],
    secret: &[String],
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    let written = written.map_or(&[][..], |arguments| &arguments.value);
    for At { value, place } in written {
        let name = notes.require(value.name.as_ref(), *place, (value, "name"));
        let kind = notes.require(value.kind.as_ref(), *place, (value, "kind"));
        let (Some(name), Some(kind)) = (name, kind) else { continue };
        let mut names = vec![name.clone()];
        names.extend(value.aliases.iter().flat_map(|aliases| aliases.value.iter().cloned()));
        for name in &names {
            if !is_identifier(&name.value) {
                notes.add(name.place, format!("`{}` is no argument name", name.value));
            }
            if arguments.iter().any(|argument| argument.answers_to(&name.value)) {
                notes.add(name.place, format!("another argument is called `{}`", name.value));
            }
        }
        if kind.value != ArgumentKind::Any
            && ignored.iter().chain(secret).any(|left_out| *left_out == name.value)
        {
            notes.add(name.place, format!("`{}` is left out: give it `kind: any`", name.value));
        }
        let argument = Argument {
            name: name.value.clone(),
            kind: kind.value,
            aliases: values(&names[1..]),
            min: value.min.as_ref().map(|min| min.value),
            max: value.max.as_ref().map(|max| max.value),
            one_of: value.one_of.as_ref().map_or_else(Vec::new, |one_of| values(&one_of.value)),
            default: value.default.as_ref().map(|default| default.value.clone()),
            default_with: value.default_with.as_ref().map(|other| other.value.clone()),
            required: value.required.as_ref().is_some_and(|required| required.value),
            rest: value.rest.as_ref().is_some_and(|rest| rest.value),
            only_rendered: value.only_rendered.as_ref().is_some_and(|rendered| rendered.value),
            of_column: value.of_column.as_ref().is_some_and(|of_column| of_column.value),
        };
        if let Some(rest) = &value.rest
            && kind.value != ArgumentKind::Any
        {
            notes.add(rest.place, "`rest` needs `kind: any`");
        }
        limits(notes, value, &argument);
        literals(notes, value, &argument);
        arguments.push(argument);
    }
    for value in written.iter().map(|written| &written.value) {
        if let Some(other) = &value.default_with
            && !arguments.iter().any(|argument| argument.name == other.value)
        {
            notes.add(other.place, format!("`{}` is no argument of the rule", other.value));
        }
    }
    arguments
}

fn limits(notes: &mut Notes, written: &ArgumentWritten, argument: &Argument) {
    let limits = [&written.min, &written.max];
    if argument.kind != ArgumentKind::Integer
        && let Some(limit) = limits.iter().find_map(|limit| limit.as_ref())
    {
        notes.add(limit.place, "only integers have limits");
    }
    if let [Some(min), Some(max)] = limits
        && min.value > max.value
    {
        notes.add(max.place, format!("`max: {}` is below `min: {}`", max.value, min.value));
    }
}

fn literals(notes: &mut Notes, written: &ArgumentWritten, argument: &Argument) {
    for value in written.one_of.iter().flat_map(|one_of| &one_of.value) {
        if !argument.kind.accepts(&value.value) {
            notes.add(value.place, format!("{} is no {}", value.value.python(), name_of(argument.kind)));
        }
    }
    let Some(default) = &written.default else { return };
    let given = ArgumentValue::Literal(default.value.clone());
    if argument.kind == ArgumentKind::Any {
        notes.add(default.place, "an argument of `kind: any` has no default");
    } else if let Err(problem) = argument.check(&given) {
        notes.add(default.place, format!("the default is refused: {problem}"));
    }
    if let (Value::Text(text), ArgumentKind::Word) = (&default.value, argument.kind)
        && text.is_empty()
    {
        notes.add(default.place, "the default is empty");
    }
}

const fn name_of(kind: ArgumentKind) -> &'static str {
    match kind {
        ArgumentKind::Integer => "integer",
        ArgumentKind::Word => "word",
        ArgumentKind::String => "string",
        ArgumentKind::Boolean => "truth value",
        ArgumentKind::Any => "value",
    }
}
