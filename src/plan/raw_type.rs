//! The class that `define` writes into a revision.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reason;
use super::context::Planner;
use super::imports::ensure_module;
use crate::edit::Edit;
use crate::python::StmtKind;

const NAME: &str = "RawType";

/// The class's name, and the edits that put it and what it needs into the file.
pub(super) fn ensure(planner: &Planner<'_, '_>) -> Result<(String, Vec<Edit>), Reason> {
    let (sa, import) = ensure_module(planner, "sqlalchemy")?;
    if let Some(name) = existing(planner, &sa) {
        return Ok((name, Vec::new()));
    }
    let names = &planner.revision.names;
    let mut name = NAME.to_owned();
    let mut number = 1;
    while names.binds_anywhere(&name) {
        number += 1;
        name = format!("{NAME}{number}");
    }
    let mut edits: Vec<Edit> = import.into_iter().collect();
    edits.push(insertion(planner, &class(&name, &sa, "    ")));
    Ok((name, edits))
}

fn class(name: &str, sa: &str, indent: &str) -> String {
    [
        format!("class {name}({sa}.types.UserDefinedType):"),
        format!("{indent}\"\"\"A column type that reaches the database as it is written.\"\"\""),
        String::new(),
        format!("{indent}cache_ok = True"),
        String::new(),
        format!("{indent}def __init__(self, sql):"),
        format!("{indent}{indent}self.sql = sql"),
        String::new(),
        format!("{indent}def get_col_spec(self, **kw):"),
        format!("{indent}{indent}return self.sql"),
        String::new(),
        format!("{indent}def literal_processor(self, dialect):"),
        format!("{indent}{indent}return {sa}.String().literal_processor(dialect)"),
    ]
    .join("\n")
}

/// A class of the same text that an earlier run wrote.
fn existing(planner: &Planner<'_, '_>, sa: &str) -> Option<String> {
    let file = planner.file();
    planner.revision.module.body.iter().find_map(|statement| match &statement.kind {
        StmtKind::Class { name, .. } if name.value.starts_with(NAME) => {
            let text = file.slice(statement.span).replace("\r\n", "\n");
            (text == class(&name.value, sa, "    ")).then(|| name.value.to_string())
        }
        _ => None,
    })
}

/// Puts the class in front of the first function, class, or statement that may use it.
fn insertion(planner: &Planner<'_, '_>, class: &str) -> Edit {
    let file = planner.file();
    let newline = planner.newline();
    let first = planner.revision.module.body.iter().find(|statement| {
        matches!(statement.kind, StmtKind::Function { .. } | StmtKind::Class { .. })
            || planner.revision.uses.types.iter().any(|found| statement.span.contains(found.expr.span))
    });
    let mut at = first.map_or(file.len(), |statement| file.line_start(statement.span.start));
    // A comment right above belongs to what follows.
    while at > 0 && file.slice(file.line_span(file.line(at - 1))).starts_with('#') {
        at = file.line_start(at - 1);
    }
    let class = class.replace('\n', newline);
    let blank_above = file.text()[..at as usize].trim_end_matches([' ', '\t', '\r', '\n']).len();
    let blank_lines = file.text()[blank_above..at as usize].matches('\n').count().saturating_sub(1);
    let above = newline.repeat(2_usize.saturating_sub(blank_lines));
    Edit::insert(at, format!("{above}{class}{newline}{newline}{newline}"))
}
