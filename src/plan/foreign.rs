//! Imports from outside Alembic, SQLAlchemy and the standard library, which `--freeze` does without.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::context::Planner;
use super::imports::{bound_name, name_uses, without, writes};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::infer;
use crate::project::{Found, Object, Resolved, definition};
use crate::python::{Expr, ExprKind, ImportedName, Name, Quote, Root, Stmt, StmtKind, enclosing};
use crate::revision::{Guard, is_foreign};
use crate::source::Span;

/// Findings for each import statement with foreign names: one for those that nothing needs any more, one
/// for each that is still needed.
pub(super) fn findings(planner: &Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    if !planner.options.freeze {
        return Vec::new();
    }
    let taken: Vec<&Edit> =
        others.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    let uses = name_uses(planner);
    let imports = imports(planner);
    let needed = imports.iter().any(|(_, module, names)| {
        names.iter().any(|name| {
            is_foreign(&path_of(*module, name))
                && without_name(planner, *module, name, &uses, &taken).is_err()
        })
    });
    let mut findings = Vec::new();
    for (statement, module, names) in imports {
        let hidden = planner.suppressions.hides(Code::ForeignImport, None, statement.span, planner.file());
        if planner.revision.guard_at(statement.span.start) == Guard::Other || hidden {
            continue;
        }
        // An import that nothing uses may still prepare what the rest needs.
        let wanted: Vec<bool> = names
            .iter()
            .map(|name| {
                let unused = name.name != "*" && !uses.iter().any(|(used, _)| used == bound_name(name));
                is_foreign(&path_of(module, name)) && !(needed && unused)
            })
            .collect();
        of_statement(planner, statement, (module, names, &wanted), &uses, &taken, &mut findings);
    }
    findings
}

fn path_of(module: Option<&str>, name: &ImportedName) -> String {
    module.map_or_else(|| name.name.to_string(), |module| format!("{module}.{}", name.name))
}

/// Import statements with the module that they import from.
fn imports<'m>(planner: &Planner<'_, 'm>) -> Vec<(&'m Stmt, Option<&'m str>, &'m [ImportedName])> {
    let mut found = Vec::new();
    for statement in &planner.revision.module.body {
        statement.walk(&mut |inner| match &inner.kind {
            StmtKind::Import(names) => found.push((inner, None, names.as_slice())),
            StmtKind::ImportFrom { module, names } => {
                found.push((inner, Some(module.as_str()), names.as_slice()));
            }
            _ => {}
        });
    }
    found
}

fn of_statement(
    planner: &Planner<'_, '_>,
    statement: &Stmt,
    (module, names, wanted): (Option<&str>, &[ImportedName], &[bool]),
    uses: &[(Name, Span)],
    taken: &[&Edit],
    findings: &mut Vec<Finding>,
) {
    let mut freed: Vec<Option<usize>> = vec![None; names.len()];
    let mut paths = Vec::new();
    let mut edits = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let path = path_of(module, name);
        if !wanted[at] {
            continue;
        }
        match without_name(planner, module, name, uses, taken) {
            Ok(more) => {
                freed[at] = Some(0);
                let new: Vec<Edit> = more.into_iter().filter(|edit| !edits.contains(edit)).collect();
                edits.extend(new);
                paths.push(path);
            }
            Err((line, reason)) => {
                let mut finding = new_finding(name.span, &[path]);
                finding.reason =
                    Some(line.map_or(reason.clone(), |line| format!("line {line} uses it: {reason}")));
                finding.help = Some("write by hand what it does, or keep the code importable".to_owned());
                findings.push(finding);
            }
        }
    }
    let Some(first) = freed.iter().position(Option::is_some) else { return };
    let mut finding = new_finding(names[first].span, &paths);
    match removal(planner, statement, names, &freed) {
        Some(gone) => {
            edits.extend(gone);
            let title = format!("drop the import of `{}`", paths.join("`, `"));
            finding.fix = Some(Fix { title, rewrite: None, edits });
        }
        None => finding.reason = Some("its import stands in a way that is not taken apart".to_owned()),
    }
    findings.push(finding);
}

fn new_finding(span: Span, paths: &[String]) -> Finding {
    let message =
        format!("`{}` is from outside Alembic, SQLAlchemy and the standard library", paths.join("`, `"));
    Finding::new(Code::ForeignImport, Severity::Note, span, message)
}

/// The edits by which a revision does without a name; else the line of a use that stands in the way, and
/// why.
fn without_name(
    planner: &Planner<'_, '_>,
    module: Option<&str>,
    name: &ImportedName,
    uses: &[(Name, Span)],
    taken: &[&Edit],
) -> Result<Vec<Edit>, (Option<u32>, String)> {
    if name.name == "*" {
        let left = from_star(planner, module.unwrap_or_default(), uses, taken).map_err(|why| (None, why))?;
        return constants(planner, &left).map_err(|(line, reason)| (Some(line), reason));
    }
    let bound = bound_name(name);
    if taken.iter().any(|edit| writes(edit, bound)) {
        return Err((None, "what is written in the place of a lost name uses it".to_owned()));
    }
    let left: Vec<Span> = uses
        .iter()
        .filter(|(used, span)| used == bound && !taken.iter().any(|edit| edit.span.contains(*span)))
        .map(|(_, span)| *span)
        .collect();
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let gone: Option<Vec<Edit>> = left
        .iter()
        .map(|span| patch(planner, *span, taken).or_else(|| unused_definition(planner, *span, uses, taken)))
        .collect();
    match gone {
        Some(mut edits) => {
            edits.dedup();
            Ok(edits)
        }
        None => constants(planner, &left).map_err(|(line, reason)| (Some(line), reason)),
    }
}

/// The uses of names that `from module import *` binds.
fn from_star(
    planner: &Planner<'_, '_>,
    module: &str,
    uses: &[(Name, Span)],
    taken: &[&Edit],
) -> Result<Vec<Span>, String> {
    let unknown = || "`*` may bind anything that the revision uses".to_owned();
    if !planner.options.infer || module.starts_with('.') {
        return Err(unknown());
    }
    let sources = planner.surroundings.sources();
    if !matches!(sources.module(module), Found::Module(_)) {
        return Err(unknown());
    }
    let mut left = Vec::new();
    for (name, span) in uses.iter().filter(|(_, span)| !taken.iter().any(|edit| edit.span.contains(*span))) {
        let named = Expr { span: *span, kind: ExprKind::Name(name.clone()) };
        let own = planner.revision.names.resolve(&named);
        if own.as_ref().is_some_and(|own| own.root == Root::Local) {
            continue;
        }
        match definition(sources, &format!("{module}.{name}"))? {
            None => {}
            // The module has imported the same.
            Some(Resolved { object: Object::External(path), attributes })
                if attributes.is_empty() && own.as_ref().is_some_and(|own| own.path == path) => {}
            Some(_) => left.push(*span),
        }
    }
    Ok(left)
}

/// Takes away the class or variable of the revision's own that the use stands in, where nothing uses that
/// any more.
fn unused_definition(
    planner: &Planner<'_, '_>,
    span: Span,
    uses: &[(Name, Span)],
    taken: &[&Edit],
) -> Option<Edit> {
    let file = planner.file();
    let whole = planner.revision.module.body.iter().find(|statement| statement.span.contains(span))?;
    let name = match &whole.kind {
        StmtKind::Class { name, decorators, .. } if decorators.is_empty() => &name.value,
        // What a call does is not known.
        StmtKind::Assign { targets, value: Some(value), .. } if value.dotted().is_some() => {
            match targets.as_slice() {
                [Expr { kind: ExprKind::Name(name), .. }] => name,
                _ => return None,
            }
        }
        _ => return None,
    };
    let is_used = uses.iter().any(|(used, at)| {
        used == name && !whole.span.contains(*at) && !taken.iter().any(|edit| edit.span.contains(*at))
    });
    let lines = Span::new(file.line_start(whole.span.start), file.next_line(whole.span.end));
    let is_commented = !planner.revision.module.comments_in(lines).is_empty();
    if is_used || is_commented || !planner.has_own_lines(whole.span) {
        return None;
    }
    let mut end = lines.end;
    let is_class = matches!(whole.kind, StmtKind::Class { .. });
    while is_class && end < file.len() && file.slice(Span::new(end, file.line_end(end))).trim().is_empty() {
        end = file.next_line(end);
    }
    Some(Edit::delete(Span::new(lines.start, end)))
}

/// Takes away a statement such as `sa.GUID = GUID` where nothing reads `sa.GUID` any more.
fn patch(planner: &Planner<'_, '_>, span: Span, taken: &[&Edit]) -> Option<Edit> {
    let file = planner.file();
    let patch = planner.revision.module.body.iter().find(|statement| statement.span.contains(span))?;
    let StmtKind::Assign { targets, value: Some(value), .. } = &patch.kind else { return None };
    let [target] = targets.as_slice() else { return None };
    let is_patch = matches!(target.kind, ExprKind::Attribute { .. })
        && value.root().is_some_and(|root| root.span == span)
        && planner
            .revision
            .names
            .resolve(target.root()?)
            .is_some_and(|resolution| !is_foreign(&resolution.path));
    let path = target.dotted()?;
    let mut read = false;
    for statement in &planner.revision.module.body {
        statement.walk_exprs(&mut |expr| {
            let gone = expr.span == target.span || taken.iter().any(|edit| edit.span.contains(expr.span));
            read |= !gone && expr.dotted().is_some_and(|other| other == path);
        });
    }
    if !is_patch || read || !planner.has_own_lines(patch.span) {
        return None;
    }
    Some(Edit::delete(Span::new(file.line_start(patch.span.start), file.next_line(patch.span.end))))
}

/// Takes the names that are freed out of their import.
fn removal(
    planner: &Planner<'_, '_>,
    statement: &Stmt,
    names: &[ImportedName],
    freed: &[Option<usize>],
) -> Option<Vec<Edit>> {
    let file = planner.file();
    let span = statement.span;
    if !planner.has_own_lines(span) {
        return None;
    }
    if !freed.iter().all(Option::is_some) {
        let gone = without(names, freed);
        // What is said between the names would go with them.
        let commented = gone.iter().any(|span| !planner.revision.module.comments_in(*span).is_empty());
        return (!commented).then(|| gone.into_iter().map(Edit::delete).collect());
    }
    if is_alone_in_its_body(planner, statement) {
        return None;
    }
    let lines = Span::new(file.line_start(span.start), file.next_line(span.end));
    // What is said beside it is the user's, and stays (`# noqa` is not).
    let indent = file.slice(Span::new(lines.start, span.start));
    let comments = planner.revision.module.comments_in(lines);
    let kept = comments.iter().map(|comment| file.slice(*comment)).filter(|text| !text.contains("noqa"));
    let kept: String = kept.flat_map(|text| [indent, text, planner.newline()]).collect();
    Some(vec![Edit::replace(lines, kept)])
}

fn is_alone_in_its_body(planner: &Planner<'_, '_>, statement: &Stmt) -> bool {
    let around = enclosing(&planner.revision.module.body, statement.span.start);
    let holder = around.iter().rev().find(|outer| outer.span != statement.span);
    holder.is_some_and(|holder| {
        holder.bodies().iter().any(|body| body.len() == 1 && body[0].span == statement.span)
    })
}

/// Edits that write a literal in the place of each use; else the line of a use that is no constant, and
/// why.
fn constants(planner: &Planner<'_, '_>, uses: &[Span]) -> Result<Vec<Edit>, (u32, String)> {
    let file = planner.file();
    let mut edits: Vec<Edit> = Vec::new();
    for span in uses {
        let failed = |reason: String| (file.line(span.start), reason);
        let chain = whole_chain(planner, *span);
        let inside = planner.revision.operations.iter().any(|operation| operation.call.span.contains(chain));
        if !inside || !planner.options.infer {
            return Err(failed("it takes part in what the revision does".to_owned()));
        }
        let sources = planner.surroundings.sources();
        let text = infer::constant(sources, planner.rules, planner.as_source(), chain, Quote::Single)
            .map_err(failed)?;
        edits.push(Edit::replace(chain, text));
    }
    Ok(edits)
}

/// The attribute chain that begins with the name at `span`.
fn whole_chain(planner: &Planner<'_, '_>, span: Span) -> Span {
    let mut whole = span;
    for statement in &planner.revision.module.body {
        if !statement.span.contains(span) {
            continue;
        }
        statement.walk_exprs(&mut |expr: &Expr| {
            let is_chain = matches!(expr.kind, ExprKind::Attribute { .. });
            if is_chain && expr.root().is_some_and(|root| root.span == span) && expr.span.contains(whole) {
                whole = expr.span;
            }
        });
    }
    whole
}
