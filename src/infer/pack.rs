//! Learnt types as a rule pack.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::learn::{Learnt, Literal, Taken, Use};
use super::render::Written;
use super::value::Piece;
use crate::project::Doubt;
use crate::rules::{SqlAlchemy, Template};

/// The name of the pack of learnt rules.
pub const PACK: &str = "own";

/// Writes a rule pack: each type with its paths and what was learnt of it.
///
/// # Errors
/// When the arguments of a type, whose name is given back, cannot be told apart by a rule.
pub fn pack(types: &[(Vec<String>, Learnt)]) -> Result<String, (String, Doubt)> {
    let mut text =
        format!("pack: {PACK}\nabout: The project's own column types, learnt from their source.\nrules:\n");
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
    let mut written: Vec<&Written> = Vec::new();
    for form in &learnt.forms {
        if !written.contains(&&form.written) {
            written.push(&form.written);
        }
    }
    let is_sql = matches!(written.first(), Some(Written::Sql(_)));
    let _ = writeln!(text, "    {}:", if is_sql { "sql" } else { "type" });
    for form in written {
        match form {
            Written::Sql(pieces) if is_sql => {
                let _ = writeln!(text, "      - {}", quoted(&template(pieces)));
            }
            Written::Expression(pieces, since) if !is_sql => {
                let expression = quoted(&template(pieces));
                let _ = match since {
                    SqlAlchemy::V1_4 => writeln!(text, "      - {expression}"),
                    SqlAlchemy::V2_0 => {
                        writeln!(text, "      - {{expression: {expression}, sqlalchemy: \"2.0\"}}")
                    }
                };
            }
            Written::Sql(_) | Written::Expression(..) => {
                return Err("some calls give a SQLAlchemy type and others a Postgres type".to_owned());
            }
        }
    }
    let _ = writeln!(text, "    rewrite: {}", if is_sql { "sql" } else { "type" });
    if learnt.plain {
        text.push_str("    values: plain\n");
    }
    if learnt.integer {
        text.push_str("    integer: true\n");
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

/// The arguments of all forms together, in the order of the constructor.
fn arguments(learnt: &Learnt) -> Result<Vec<String>, Doubt> {
    let mut taken: Vec<Taken> = Vec::new();
    let mut values: Vec<Vec<Literal>> = Vec::new();
    for argument in learnt.forms.iter().flat_map(|form| &form.arguments) {
        let at = taken.iter().position(|other| other.name == argument.name).unwrap_or_else(|| {
            taken.push(argument.clone());
            values.push(Vec::new());
            taken.len() - 1
        });
        let known = &mut taken[at];
        known.only_rendered &= argument.only_rendered;
        known.position = known.position.or(argument.position);
        match (&mut known.taken, &argument.taken) {
            (Use::Integer(needs), Use::Integer(also)) => *needs |= also,
            (Use::Any, Use::Any) => {}
            (_, Use::Only(value)) => {
                values[at].push(value.clone());
                known.taken = argument.taken.clone();
            }
            (Use::Only(_), _) => {}
            (_, _) => {
                return Err(format!(
                    "`{}` is an integer in one place and something else in another",
                    known.name
                ));
            }
        }
    }
    // Positional arguments need every parameter before them to hold its place.
    let last = taken.iter().filter_map(|argument| argument.position).max();
    let mut lines = Vec::new();
    let mut placed = BTreeSet::new();
    for position in 0..last.map_or(0, |last| last + 1) {
        let name = learnt.parameters.get(position).cloned();
        let at = taken.iter().position(|argument| {
            argument.position == Some(position) || name.as_ref() == Some(&argument.name)
        });
        match (at, name) {
            (Some(at), _) => {
                placed.insert(at);
                lines.push(line(&taken[at], &values[at])?);
            }
            (None, Some(name)) => lines.push(format!("{{name: {name}, kind: any}}")),
            (None, None) => lines.push(format!("{{name: argument{}, kind: any}}", position + 1)),
        }
    }
    for (at, argument) in taken.iter().enumerate() {
        if !placed.contains(&at) {
            lines.push(line(argument, &values[at])?);
        }
    }
    Ok(lines)
}

fn line(argument: &Taken, values: &[Literal]) -> Result<String, Doubt> {
    let kind = match &argument.taken {
        Use::Any => "any".to_owned(),
        Use::Integer(true) => "integer, min: 1".to_owned(),
        Use::Integer(false) => "integer".to_owned(),
        Use::Only(_) => only(argument, values)?,
    };
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
