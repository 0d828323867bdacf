//! Imports that a rewrite needs, and those that it leaves unused.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reason;
use super::context::Planner;
use crate::diagnostic::Finding;
use crate::edit::Edit;
use crate::python::{ExprKind, ImportedName, Name, StmtKind};
use crate::revision::is_foreign;
use crate::source::Span;

/// The name that a module goes by, and the edit that imports it if none does yet.
pub(super) fn ensure_module(
    planner: &Planner<'_, '_>,
    module: &str,
) -> Result<(String, Option<Edit>), Reason> {
    let names = &planner.revision.names;
    if let Some(alias) = names.module_alias(module) {
        return Ok((alias.to_owned(), None));
    }
    // As Alembic's template has it, or by its whole path where that name is taken.
    let usual = match module {
        "sqlalchemy" => Some(("import sqlalchemy as sa", "sa")),
        "sqlalchemy.dialects.postgresql" => {
            Some(("from sqlalchemy.dialects import postgresql", "postgresql"))
        }
        "alembic.op" => Some(("from alembic import op", "op")),
        _ => None,
    };
    if let Some((line, name)) = usual
        && !names.binds_anywhere(name)
    {
        return Ok((name.to_owned(), Some(insertion(planner, module, line))));
    }
    let root = module.split('.').next().unwrap_or(module);
    if usual.is_some() && names.binds_anywhere(root) && !names.imports(root) {
        return Err(format!("the name `{root}`, which an import would need, is taken"));
    }
    // `op` is no module.
    let imported = if module == "alembic.op" { "alembic" } else { module };
    Ok((module.to_owned(), Some(import_module(planner, imported))))
}

/// What raw SQL is run by where an operation is written on `receiver`: `op.execute`, and the edit that
/// imports it where only other bare operations are there.
pub(super) fn executor(
    planner: &Planner<'_, '_>,
    receiver: &str,
    offset: u32,
) -> Result<(String, Option<Edit>), Reason> {
    if !receiver.is_empty() {
        return Ok((format!("{receiver}.execute"), None));
    }
    if planner.revision.names.is_object("execute", "alembic.op.execute", offset) {
        return Ok(("execute".to_owned(), None));
    }
    let (op, import) = ensure_module(planner, "alembic.op")?;
    Ok((format!("{op}.execute"), import))
}

/// The edit that imports `module` under its own name.
pub(super) fn import_module(planner: &Planner<'_, '_>, module: &str) -> Edit {
    insertion(planner, module, &format!("import {module}"))
}

/// A new import line: behind the last import of the same package, else behind the last import.
fn insertion(planner: &Planner<'_, '_>, module: &str, line: &str) -> Edit {
    let file = planner.file();
    let package = module.split('.').next().unwrap_or(module);
    let mut alike = None;
    let mut last = None;
    for statement in &planner.revision.module.body {
        let modules: Vec<&str> = match &statement.kind {
            StmtKind::Import(names) => names.iter().map(|name| name.name.as_str()).collect(),
            StmtKind::ImportFrom { module, .. } if module == "__future__" => Vec::new(),
            StmtKind::ImportFrom { module, .. } => vec![module],
            StmtKind::Function { .. } | StmtKind::Class { .. } => break,
            _ => continue,
        };
        if !planner.has_own_lines(statement.span) {
            continue;
        }
        last = Some(statement.span.end);
        if modules.iter().any(|module| module.split('.').next() == Some(package)) {
            alike = Some(statement.span.end);
        }
    }
    let newline = planner.newline();
    match alike.or(last) {
        // A file may end with its last import.
        Some(end) if file.next_line(end) == file.line_end(end) => {
            Edit::insert(file.line_end(end), format!("{newline}{line}"))
        }
        Some(end) => Edit::insert(file.next_line(end), format!("{line}{newline}")),
        None => {
            let first = planner.revision.module.body.iter().find(|statement| !is_docstring(&statement.kind));
            let at = first.map_or(0, |statement| file.line_start(statement.span.start));
            Edit::insert(at, format!("{line}{newline}"))
        }
    }
}

fn is_docstring(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::Expr(expr) if expr.as_str().is_some())
}

/// Modules that stand in every revision because Alembic's template puts them there, used or not.
fn is_of_the_template(path: &str) -> bool {
    path == "sqlalchemy" || path == "alembic.op"
}

/// Removes imports of names whose every use the fixes take away. Each removal is added to the fix that
/// takes the last use.
pub(super) fn remove_freed(planner: &Planner<'_, '_>, findings: &mut [Finding]) {
    let file = planner.file();
    let edits: Vec<(usize, Edit)> = findings
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| finding.fix.as_ref().map(|fix| (index, fix)))
        .flat_map(|(index, fix)| fix.edits.iter().map(move |edit| (index, edit.clone())))
        .collect();
    if edits.is_empty() {
        return;
    }
    let uses = name_uses(planner);
    for statement in &planner.revision.module.body {
        let (names, module) = match &statement.kind {
            StmtKind::Import(names) => (names, None),
            StmtKind::ImportFrom { module, names } => (names, Some(module.as_str())),
            _ => continue,
        };
        let commented = !planner
            .revision
            .module
            .comments_in(Span::new(statement.span.start, file.line_end(statement.span.end)))
            .is_empty();
        if commented || !planner.has_own_lines(statement.span) {
            continue;
        }
        let freed: Vec<Option<usize>> = names
            .iter()
            .map(|name| {
                let path =
                    module.map_or_else(|| name.name.to_string(), |module| format!("{module}.{}", name.name));
                // Under `--freeze` those from outside are looked at by themselves.
                let left_alone = is_of_the_template(&path) || planner.options.freeze && is_foreign(&path);
                if left_alone { None } else { freed_by(&uses, bound_name(name), &edits) }
            })
            .collect();
        let last = freed.iter().flatten().max().copied();
        let Some(last) = last else { continue };
        let gone = if freed.iter().all(Option::is_some) {
            let end = file.next_line(statement.span.end);
            vec![Span::new(file.line_start(statement.span.start), end)]
        } else {
            without(names, &freed)
        };
        if let Some(fix) = &mut findings[last].fix {
            for edit in gone.into_iter().map(Edit::delete) {
                if !fix.edits.contains(&edit) {
                    fix.edits.push(edit);
                }
            }
        }
    }
}

/// The name that an import binds.
pub(super) fn bound_name(name: &ImportedName) -> &str {
    match &name.alias {
        Some(alias) => alias,
        None => name.name.split('.').next().unwrap_or(&name.name),
    }
}

/// The stretches of names in `import a, b, c` that go with their commas; none where no name stays.
pub(super) fn without(names: &[ImportedName], freed: &[Option<usize>]) -> Vec<Span> {
    let Some(first) = freed.iter().position(Option::is_none) else { return Vec::new() };
    let mut spans = Vec::new();
    if first > 0 {
        spans.push(Span::new(names[0].span.start, names[first].span.start));
    }
    let mut kept = first;
    for at in first + 1..=names.len() {
        if at == names.len() || freed[at].is_none() {
            if at > kept + 1 {
                spans.push(Span::new(names[kept].span.end, names[at - 1].span.end));
            }
            kept = at;
        }
    }
    spans
}

/// Every use of a name in the module, imports aside.
pub(super) fn name_uses(planner: &Planner<'_, '_>) -> Vec<(Name, Span)> {
    let mut uses = Vec::new();
    for statement in &planner.revision.module.body {
        statement.walk_exprs(&mut |expr| {
            if let ExprKind::Name(name) = &expr.kind {
                uses.push((name.clone(), expr.span));
            }
        });
    }
    uses
}

/// The finding whose fix takes away the last use of `name`, if every use goes and there was one.
fn freed_by(uses: &[(Name, Span)], name: &str, edits: &[(usize, Edit)]) -> Option<usize> {
    let mut last = None;
    for (_, span) in uses.iter().filter(|(used, _)| used == name) {
        let (index, _) = edits.iter().find(|(_, edit)| edit.span.contains(*span))?;
        last = last.max(Some(*index));
    }
    if edits.iter().any(|(_, edit)| writes(edit, name)) { None } else { last }
}

/// Whether an edit, imports aside, writes a use of `name`.
pub(super) fn writes(edit: &Edit, name: &str) -> bool {
    !edit.text.trim_start().starts_with("import ") && mentions(&edit.text, name)
}

/// Whether `text` uses `name` as a Python name at the head of an expression.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        !before.is_some_and(|c| is_word(c) || c == '.' || c == '\'' || c == '"')
            && after.is_some_and(|c| c == '.' || c == '(')
            && !in_comment_or_string(text, at)
    })
}

/// Whether the byte at `at` lies behind a `#` or inside the quotes of its line.
fn in_comment_or_string(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |newline| newline + 1)..at];
    let mut quote = None;
    let mut escaped = false;
    for c in line.chars() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '#') => return true,
            _ => {}
        }
    }
    quote.is_some()
}
