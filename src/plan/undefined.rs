//! Names inside operations that nothing binds.

use std::borrow::Cow;

use super::Reason;
use super::argument_edits::ArgumentRemoval;
use super::context::Planner;
use super::imports::ensure_module;
use super::in_place::with_aliases;
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::python::{ExprKind, Resolution, Root, enclosing};
use crate::revision::{Guard, UnboundName};
use crate::rules::{BareName, Rule};

/// A finding for each unbound name that no other finding is about.
pub(super) fn findings(planner: &mut Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    let revision = planner.revision;
    let planner = &*planner;
    let mut findings: Vec<Finding> = Vec::new();
    for unbound in &revision.uses.unbound {
        let span = unbound.root.span;
        // A finding that is mended, or that says that the whole expression fails, tells of its names too.
        let tells = |other: &Finding| match &other.fix {
            Some(fix) => other.span.contains(span) || fix.edits.iter().any(|edit| edit.span.contains(span)),
            None => other.span.contains(span) && other.severity == Severity::Error,
        };
        let told = others.iter().chain(&findings).any(tells) || revision.guard_at(span.start) == Guard::Other;
        // One import mends every use of a module.
        let again = is_module(unbound)
            && findings.iter().any(|other| revision.file.slice(other.span) == revision.file.slice(span));
        if !told && !again {
            findings.extend(finding(planner, unbound));
        }
    }
    findings
}

/// Modules that Alembic's template imports, by the names that it gives them.
const MODULES: &[(&str, &str)] = &[("sa", "sqlalchemy"), ("postgresql", "sqlalchemy.dialects.postgresql")];

/// The path that is meant: where the import of one of those modules is missing, its names are its own.
pub(super) fn meant(resolution: &Resolution) -> Cow<'_, str> {
    let path = resolution.path.as_str();
    let module = path.split_once('.').and_then(|(root, rest)| {
        let (_, module) = MODULES.iter().find(|(name, _)| *name == root)?;
        Some(format!("{module}.{rest}"))
    });
    match module {
        Some(path) if resolution.root == Root::Unbound => Cow::Owned(path),
        _ => Cow::Borrowed(path),
    }
}

fn is_module(unbound: &UnboundName<'_>) -> bool {
    matches!(&unbound.root.kind, ExprKind::Name(name) if MODULES.iter().any(|(module, _)| module == name))
}

/// The import of a module that the whole file lacks.
fn missing_import(planner: &Planner<'_, '_>, name: &str) -> Option<Result<Fix, Reason>> {
    let (_, module) = MODULES.iter().find(|(known, _)| *known == name)?;
    let fix = ensure_module(planner, module).map(|(_, import)| Fix {
        title: format!("import `{module}`"),
        rewrite: None,
        edits: import.into_iter().collect(),
    });
    // Where the module goes by another name, that name is what is wrong.
    Some(fix.and_then(|fix| {
        if fix.edits.is_empty() { Err("the module has another name here".to_owned()) } else { Ok(fix) }
    }))
}

fn finding(planner: &Planner<'_, '_>, unbound: &UnboundName<'_>) -> Option<Finding> {
    let ExprKind::Name(name) = &unbound.root.kind else { return None };
    let is_whole = std::ptr::eq(unbound.root, unbound.chain);
    let rule = planner.rules.bare_name(name).filter(|_| is_whole);
    let innermost = enclosing(&planner.revision.module.body, unbound.root.span.start).pop()?;
    let id = rule.map(|rule| &rule.id);
    if planner.suppressions.hides(Code::UndefinedName, id, innermost.span, planner.file()) {
        return None;
    }
    let mut finding = Finding::new(
        Code::UndefinedName,
        Severity::Error,
        unbound.root.span,
        format!("nothing binds the name `{name}`"),
    );
    finding.rule = id.map(ToString::to_string);
    let fix = rule.map(|rule| fix(planner, unbound, name, rule)).or_else(|| missing_import(planner, name));
    match fix {
        Some(Ok(fix)) => finding.fix = Some(fix),
        Some(Err(reason)) => finding.reason = Some(reason),
        None => {
            finding.reason = Some("no rule says where it comes from".to_owned());
            finding.help = Some(format!("import `{name}`, or write what stands for it"));
        }
    }
    Some(finding)
}

fn fix(planner: &Planner<'_, '_>, unbound: &UnboundName<'_>, name: &str, rule: &Rule) -> Result<Fix, Reason> {
    match rule.bare_name.as_ref().ok_or("the rule says nothing")? {
        BareName::Qualify(module) => {
            let (text, mut edits) = with_aliases(planner, &format!("{module}.{name}"))?;
            edits.push(Edit::replace(unbound.root.span, text.clone()));
            Ok(Fix { title: format!("write `{text}`"), rewrite: None, edits })
        }
        BareName::DropArgument => {
            let (argument, call) = unbound.keyword.ok_or("it is no keyword argument's value")?;
            let keyword = argument.keyword().unwrap_or_default();
            let ExprKind::Call { arguments, parentheses, .. } = &call.kind else {
                return Err("it is no argument of a call".to_owned());
            };
            let at = arguments
                .iter()
                .position(|other| std::ptr::eq(other, argument))
                .ok_or("it is no argument of a call")?;
            let removal = ArgumentRemoval::new(
                planner.file(),
                planner.revision.module,
                *parentheses,
                arguments,
                vec![at],
            );
            let title = format!("drop `{keyword}=`");
            Ok(Fix { title, rewrite: None, edits: removal.edits_beside_comments(at) })
        }
    }
}
