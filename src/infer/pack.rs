//! Learnt types as a rule pack.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::learn::{Form, Learnt, Literal, Taken, Use};
use super::render::Written;
use super::value::Piece;
use crate::project::Doubt;
use crate::rules::{Number, SqlAlchemy, Template};

/// The name of the pack of learnt rules.
pub const PACK: &str = "own";

/// Writes a rule pack: each type with its paths and what was learnt of it.
///
/// # Errors
/// When the arguments of a type, whose name is given back, cannot be told apart by a rule.
pub fn pack(types: &[(Vec<String>, Learnt)]) -> Result<String, (String, Doubt)> {
    let mut text =
        format!("pack: {PACK}\nabout: The project's own column types, learnt from their source.\nrules:\n");
    if types.is_empty() {
        text.truncate(text.len() - 1);
        text.push_str(" []\n");
    }
    let mut ids = BTreeSet::new();
    for (paths, learnt) in types {
        let name = paths.first().map_or("type", |path| path.rsplit('.').next().unwrap_or(path));
        let id = free_id(&mut ids, name);
        rule(&mut text, &id, paths, learnt).map_err(|doubt| (name.to_owned(), doubt))?;
    }
    Ok(text)
}

fn free_id(ids: &mut BTreeSet<String>, name: &str) -> String {
    let base = kebab_case(name);
    let mut id = base.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// `StringUUID` becomes `string-uuid`.
pub fn kebab_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut id = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let starts = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() || chars.get(at + 1).is_some_and(char::is_ascii_lowercase)
            });
        if starts {
            id.push('-');
        }
        id.push(c.to_ascii_lowercase());
    }
    if id.is_empty() { "type".to_owned() } else { id }
}

fn rule(text: &mut String, id: &str, paths: &[String], learnt: &Learnt) -> Result<(), Doubt> {
    let _ = writeln!(text, "  - id: {id}\n    types:");
    for path in paths {
        let _ = writeln!(text, "      - {}", quoted(path));
    }
    let arguments = arguments(learnt)?;
    if !arguments.is_empty() {
        text.push_str("    arguments:\n");
        for argument in &arguments {
            let _ = writeln!(text, "      - {argument}");
        }
    }
    if learnt.any_call {
        text.push_str("    arguments: [{name: arguments, kind: any, rest: true}]\n    ignored: [\"*\"]\n");
    }
    let forms = forms(learnt);
    let is_sql = matches!(learnt.forms.first().map(|form| &form.written), Some(Written::Sql(_)));
    if learnt.forms.iter().any(|form| matches!(form.written, Written::Sql(_)) != is_sql) {
        return Err("some calls give a SQLAlchemy type and others a Postgres type".to_owned());
    }
    let _ = writeln!(text, "    {}:", if is_sql { "sql" } else { "type" });
    for form in forms {
        let _ = writeln!(text, "      - {form}");
    }
    let _ = writeln!(text, "    rewrite: {}", if is_sql { "sql" } else { "type" });
    if learnt.plain {
        text.push_str("    values: plain\n");
    }
    match learnt.number {
        Some(Number::Integer) => text.push_str("    integer: true\n"),
        Some(Number::Other) => text.push_str("    numeric: true\n"),
        None => {}
    }
    if let Some(extension) = &learnt.extension {
        let _ = writeln!(text, "    extension: {}", quoted(extension));
    }
    if !learnt.using.is_empty() && is_sql {
        text.push_str("    using:\n");
        for using in &learnt.using {
            let from: Vec<String> = using.from.iter().map(|name| quoted(name)).collect();
            let cast = quoted(&shown(&using.cast));
            let _ = writeln!(text, "      - {{from: [{}], cast: {cast}}}", from.join(", "));
        }
    }
    let _ = writeln!(text, "    why: {}", quoted(&format!("Learnt from {}.", learnt.place)));
    Ok(())
}

/// The forms as they are written, each with the calls that it is for where another call might take it.
fn forms(learnt: &Learnt) -> Vec<String> {
    let mut ordered: Vec<&Form> = learnt.forms.iter().collect();
    // What is for single values stands before what is for all.
    let general =
        |form: &Form| form.arguments.iter().filter(|one| !matches!(one.taken, Use::Only(_))).count();
    ordered.sort_by_key(|form| general(form));
    let mut lines: Vec<String> = Vec::new();
    for form in &ordered {
        let (pieces, since) = match &form.written {
            Written::Sql(pieces) => (pieces, SqlAlchemy::V1_4),
            Written::Expression(pieces, since) => (pieces, *since),
        };
        let holds = |name: &str| pieces.iter().any(|piece| *piece == Piece::Argument(name.to_owned()));
        let alone = learnt.any_call
            || ordered.len() == 1 && form.arguments.iter().all(|argument| holds(&argument.name));
        let mut parts = vec![format!("expression: {}", quoted(&template(pieces)))];
        if since == SqlAlchemy::V2_0 {
            parts.push("sqlalchemy: \"2.0\"".to_owned());
        }
        if !alone {
            let given: Vec<&str> = form.arguments.iter().map(|argument| argument.name.as_str()).collect();
            parts.push(format!("given: [{}]", given.join(", ")));
            let when: Vec<String> = form.arguments.iter().filter_map(condition).collect();
            if !when.is_empty() {
                parts.push(format!("when: {{{}}}", when.join(", ")));
            }
        }
        let line = match parts.as_slice() {
            [_] => quoted(&template(pieces)),
            several => format!("{{{}}}", several.join(", ")),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// `name: value`, for an argument that has to have this value.
fn condition(argument: &Taken) -> Option<String> {
    let Use::Only(value) = &argument.taken else { return None };
    let value = match value {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Text(value) => quoted(value),
        Literal::None | Literal::Path(_) | Literal::Other => return None,
    };
    Some(format!("{}: {value}", argument.name))
}

/// The arguments of all forms together, in the order of the constructor.
fn arguments(learnt: &Learnt) -> Result<Vec<String>, Doubt> {
    let mut taken: Vec<Known> = Vec::new();
    for argument in learnt.forms.iter().flat_map(|form| &form.arguments) {
        let Some(known) = taken.iter_mut().find(|other| other.taken.name == argument.name) else {
            let values = match &argument.taken {
                Use::Only(value) => vec![value.clone()],
                Use::Any | Use::Integer(_) => Vec::new(),
            };
            let general = !matches!(argument.taken, Use::Only(_));
            taken.push(Known { taken: argument.clone(), values, general });
            continue;
        };
        known.taken.only_rendered &= argument.only_rendered;
        known.taken.position = known.taken.position.or(argument.position);
        known.general |= !matches!(argument.taken, Use::Only(_));
        match (&mut known.taken.taken, &argument.taken) {
            (Use::Integer(needs), Use::Integer(also)) => *needs |= also,
            (Use::Any, Use::Any) => {}
            (Use::Integer(_), Use::Only(value @ Literal::Integer(_))) | (Use::Only(_), Use::Only(value)) => {
                known.values.push(value.clone());
            }
            (Use::Only(_), Use::Integer(_)) => known.taken.taken = argument.taken.clone(),
            (_, _) => {
                return Err(format!(
                    "it depends on `{}` in some calls and not in others, or in another way",
                    known.taken.name
                ));
            }
        }
    }
    // Positional arguments need every parameter before them to hold its place.
    let last = taken.iter().filter_map(|known| known.taken.position).max();
    let mut lines = Vec::new();
    let mut placed = BTreeSet::new();
    for position in 0..last.map_or(0, |last| last + 1) {
        let name = learnt.parameters.get(position).cloned();
        let at = taken.iter().position(|known| {
            known.taken.position == Some(position) || name.as_ref() == Some(&known.taken.name)
        });
        match (at, name) {
            (Some(at), _) => {
                placed.insert(at);
                lines.push(line(&taken[at])?);
            }
            (None, Some(name)) => lines.push(format!("{{name: {name}, kind: any}}")),
            (None, None) => lines.push(format!("{{name: argument{}, kind: any}}", position + 1)),
        }
    }
    for (at, known) in taken.iter().enumerate() {
        if !placed.contains(&at) {
            lines.push(line(known)?);
        }
    }
    Ok(lines)
}

/// An argument as all forms together take it.
struct Known {
    taken: Taken,
    /// The single values that forms are for.
    values: Vec<Literal>,
    /// Whether a form is for any value.
    general: bool,
}

fn line(known: &Known) -> Result<String, Doubt> {
    let argument = &known.taken;
    let kind = match &argument.taken {
        Use::Any => "any".to_owned(),
        Use::Integer(positive) => {
            let least = |value: &Literal| matches!(value, Literal::Integer(value) if *value < 1);
            // A form that needs a positive number must not be given another.
            if *positive && known.values.iter().any(least) {
                return Err(format!("what it makes of `{}` is different below 1", argument.name));
            }
            if *positive { "integer, min: 1".to_owned() } else { "integer".to_owned() }
        }
        Use::Only(_) => only(argument, &known.values)?,
    };
    debug_assert!(known.general != matches!(argument.taken, Use::Only(_)));
    let rendered = if argument.only_rendered { ", only-rendered: true" } else { "" };
    Ok(format!("{{name: {}, kind: {kind}{rendered}}}", argument.name))
}

/// The kind of an argument that may have no other values than these.
fn only(argument: &Taken, values: &[Literal]) -> Result<String, Doubt> {
    let mut kinds = BTreeSet::new();
    let mut shown = BTreeSet::new();
    for value in values {
        let (kind, text) = match value {
            Literal::Boolean(value) => ("boolean", value.to_string()),
            Literal::Integer(value) => ("integer", value.to_string()),
            Literal::Text(value) => ("string", quoted(value)),
            Literal::None | Literal::Path(_) | Literal::Other => {
                return Err(format!("it depends on the value of `{}`", argument.name));
            }
        };
        kinds.insert(kind);
        shown.insert(text);
    }
    match (kinds.len(), kinds.first()) {
        (1, Some(kind)) => {
            Ok(format!("{kind}, one-of: [{}]", shown.into_iter().collect::<Vec<_>>().join(", ")))
        }
        _ => Err(format!("it depends on the value of `{}`", argument.name)),
    }
}

fn template(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Argument(name) => format!("{{{name}}}"),
        })
        .collect()
}

/// A template of a rule, as it is written.
fn shown(template: &Template) -> String {
    use crate::rules::Piece;
    template
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Argument(name) => format!("{{{name}}}"),
            Piece::Choice { argument, yes, no } => format!("{{{argument}:{yes}|{no}}}"),
        })
        .collect()
}

/// A YAML scalar; JSON strings are YAML too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| unreachable!("text can be written as JSON"))
}
