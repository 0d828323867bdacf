//! Imports from outside Alembic, SQLAlchemy and the standard library, which `--freeze` does without.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::context::Planner;
use super::imports::{bound_name, name_uses, without};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::infer;
use crate::python::{Expr, ExprKind, ImportedName, Quote, Stmt, StmtKind, enclosing};
use crate::revision::{Guard, is_foreign};
use crate::source::Span;

/// A finding for each foreign name that no other finding takes away.
pub(super) fn findings(planner: &Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    if !planner.options.freeze {
        return Vec::new();
    }
    let taken: Vec<Span> = others
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.span))
        .collect();
    let mut findings = Vec::new();
    for (statement, module, names) in imports(planner) {
        for (at, name) in names.iter().enumerate() {
            let path =
                module.map_or_else(|| name.name.to_string(), |module| format!("{module}.{}", name.name));
            if is_foreign(&path) {
                let import = Import { statement, names, at, path };
                findings.extend(finding(planner, &import, others, &taken));
            }
        }
    }
    findings
}

/// One name of an import statement.
struct Import<'m> {
    statement: &'m Stmt,
    names: &'m [ImportedName],
    at: usize,
    path: String,
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

fn finding(
    planner: &Planner<'_, '_>,
    import: &Import<'_>,
    others: &[Finding],
    taken: &[Span],
) -> Option<Finding> {
    let name = &import.names[import.at];
    let span = import.statement.span;
    let guard = planner.revision.guard_at(span.start);
    if guard == Guard::Other || planner.suppressions.hides(Code::ForeignImport, None, span, planner.file()) {
        return None;
    }
    let mut finding = Finding::new(
        Code::ForeignImport,
        Severity::Note,
        name.span,
        format!("`{}` is from outside Alembic, SQLAlchemy and the standard library", import.path),
    );
    let bound = bound_name(name);
    let all = name_uses(planner);
    let uses: Vec<Span> = all.iter().filter(|(used, _)| used == bound).map(|(_, span)| *span).collect();
    let left: Vec<Span> =
        uses.iter().copied().filter(|span| !taken.iter().any(|edit| edit.contains(*span))).collect();
    if name.name == "*" {
        finding.reason = Some("`*` may bind anything that the revision uses".to_owned());
    } else if uses.is_empty() {
        finding.fix = removal(planner, import, others);
        finding.reason =
            finding.fix.is_none().then(|| "its import stands in a way that is not taken apart".to_owned());
    } else if left.is_empty() {
        // The rewrite that takes the last use takes the import too.
        return None;
    } else if let Some(edits) = patches(planner, &left, taken) {
        let title = format!("drop what hands `{}` to a module", import.path);
        finding.fix = Some(Fix { title, rewrite: None, edits });
    } else {
        match constants(planner, &left) {
            Ok(edits) => {
                let title = format!("write what `{}` stands for", import.path);
                finding.fix = Some(Fix { title, rewrite: None, edits });
            }
            Err((line, reason)) => {
                finding.reason = Some(format!("line {line} uses it: {reason}"));
                finding.help = Some("write by hand what it does, or keep the code importable".to_owned());
            }
        }
    }
    Some(finding)
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

/// Takes an import away that nothing uses.
fn removal(planner: &Planner<'_, '_>, import: &Import<'_>, others: &[Finding]) -> Option<Fix> {
    let file = planner.file();
    let span = import.statement.span;
    let whole = Span::new(file.line_start(span.start), file.next_line(span.end));
    if !planner.has_own_lines(span) || is_alone_in_its_body(planner, import.statement) {
        return None;
    }
    // What stands behind it on the line is the user's (`# noqa` is not).
    let comments = planner.revision.module.comments_in(Span::new(span.start, file.line_end(span.end)));
    let kept = comments.iter().any(|comment| !file.slice(*comment).contains("noqa"));
    let edit = if import.names.len() == 1 {
        if kept {
            return None;
        }
        Edit::delete(whole)
    } else {
        let freed: Vec<Option<usize>> =
            (0..import.names.len()).map(|at| (at == import.at).then_some(0)).collect();
        Edit::delete(without(import.names, &freed)?)
    };
    let clashes = others.iter().filter_map(|finding| finding.fix.as_ref()).any(|fix| {
        fix.edits.iter().any(|other| {
            other.span.contains(edit.span) || edit.span.contains(other.span) && !other.span.is_empty()
        })
    });
    let title = format!("drop the import of `{}`", import.path);
    (!clashes).then(|| Fix { title, rewrite: None, edits: vec![edit] })
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
