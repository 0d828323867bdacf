//! Imports from outside Alembic, SQLAlchemy and the standard library, which `--freeze` does without.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::context::Planner;
use super::imports::{bound_name, name_uses, without};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::infer;
use crate::python::{Expr, ExprKind, ImportedName, Name, Quote, Stmt, StmtKind, enclosing};
use crate::revision::{Guard, is_foreign};
use crate::source::Span;

/// Findings for each import statement with foreign names: one for those that nothing needs any more, one
/// for each that is still needed.
pub(super) fn findings(planner: &Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    if !planner.options.freeze {
        return Vec::new();
    }
    let taken: Vec<Span> = others
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.span))
        .collect();
    let uses = name_uses(planner);
    let mut findings = Vec::new();
    for (statement, module, names) in imports(planner) {
        let hidden = planner.suppressions.hides(Code::ForeignImport, None, statement.span, planner.file());
        if planner.revision.guard_at(statement.span.start) != Guard::Other && !hidden {
            of_statement(planner, statement, module, names, &uses, &taken, &mut findings);
        }
    }
    findings
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
    module: Option<&str>,
    names: &[ImportedName],
    uses: &[(Name, Span)],
    taken: &[Span],
    findings: &mut Vec<Finding>,
) {
    let mut freed: Vec<Option<usize>> = vec![None; names.len()];
    let mut paths = Vec::new();
    let mut edits = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let path = module.map_or_else(|| name.name.to_string(), |module| format!("{module}.{}", name.name));
        if !is_foreign(&path) {
            continue;
        }
        match without_name(planner, name, uses, taken) {
            Ok(more) => {
                freed[at] = Some(0);
                edits.extend(more);
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
        Some(edit) => {
            edits.push(edit);
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
    name: &ImportedName,
    uses: &[(Name, Span)],
    taken: &[Span],
) -> Result<Vec<Edit>, (Option<u32>, String)> {
    if name.name == "*" {
        return Err((None, "`*` may bind anything that the revision uses".to_owned()));
    }
    let bound = bound_name(name);
    let left: Vec<Span> = uses
        .iter()
        .filter(|(used, span)| used == bound && !taken.iter().any(|edit| edit.contains(*span)))
        .map(|(_, span)| *span)
        .collect();
    if left.is_empty() {
        return Ok(Vec::new());
    }
    match patches(planner, &left, taken) {
        Some(edits) => Ok(edits),
        None => constants(planner, &left).map_err(|(line, reason)| (Some(line), reason)),
    }
}

/// Takes away statements such as `sa.GUID = GUID` where nothing reads `sa.GUID` any more; `None` if a use is
/// anything else.
fn patches(planner: &Planner<'_, '_>, uses: &[Span], taken: &[Span]) -> Option<Vec<Edit>> {
    let file = planner.file();
    let mut edits = Vec::new();
    for span in uses {
        let patch = planner.revision.module.body.iter().find(|statement| statement.span.contains(*span))?;
        let StmtKind::Assign { targets, value: Some(value), .. } = &patch.kind else { return None };
        let [target] = targets.as_slice() else { return None };
        let is_patch = matches!(target.kind, ExprKind::Attribute { .. })
            && value.root().is_some_and(|root| root.span == *span)
            && planner
                .revision
                .names
                .resolve(target.root()?)
                .is_some_and(|resolution| !is_foreign(&resolution.path));
        let path = target.dotted()?;
        let mut read = false;
        for statement in &planner.revision.module.body {
            statement.walk_exprs(&mut |expr| {
                let gone = expr.span == target.span || taken.iter().any(|edit| edit.contains(expr.span));
                read |= !gone && expr.dotted().is_some_and(|other| other == path);
            });
        }
        if !is_patch || read || !planner.has_own_lines(patch.span) {
            return None;
        }
        edits
            .push(Edit::delete(Span::new(file.line_start(patch.span.start), file.next_line(patch.span.end))));
    }
    Some(edits)
}

/// Takes the names that are freed out of their import.
fn removal(
    planner: &Planner<'_, '_>,
    statement: &Stmt,
    names: &[ImportedName],
    freed: &[Option<usize>],
) -> Option<Edit> {
    let file = planner.file();
    let span = statement.span;
    if !planner.has_own_lines(span) {
        return None;
    }
    if !freed.iter().all(Option::is_some) {
        return Some(Edit::delete(without(names, freed)?));
    }
    // What stands behind it on the line is the user's (`# noqa` is not).
    let comments = planner.revision.module.comments_in(Span::new(span.start, file.line_end(span.end)));
    let kept = comments.iter().any(|comment| !file.slice(*comment).contains("noqa"));
    if kept || is_alone_in_its_body(planner, statement) {
        return None;
    }
    Some(Edit::delete(Span::new(file.line_start(span.start), file.next_line(span.end))))
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
