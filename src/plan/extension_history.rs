//! Whether an extension is there before a revision runs, as far as the folder's revisions tell.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::holds_word;
use super::options::{ExtensionFacts, Surroundings};
use crate::python::{Expr, ExprKind, Root, parse};
use crate::revision::{OpKind, Revision, Standing, standing};
use crate::rules::{Lookup, Piece, RuleSet, TypeReference};
use crate::source::SourceFile;

/// Whether a revision that runs before `revision` creates the extension, or uses it and so has it from
/// elsewhere.
pub(super) fn is_there_before(
    revision: &Revision<'_>,
    rules: &RuleSet,
    surroundings: &dyn Surroundings,
    extension: &str,
) -> bool {
    let read = |file: &SourceFile| {
        let module = parse(file).ok()?;
        Revision::read(file, &module).map(|revision| facts(&revision, rules))
    };
    let facts = surroundings.extensions(&read);
    let by_id: BTreeMap<&str, &ExtensionFacts> =
        facts.iter().filter_map(|facts| Some((facts.revision.as_deref()?, facts))).collect();
    let mut seen = BTreeSet::new();
    let mut parents = revision.parents();
    while let Some(parent) = parents.pop() {
        let Some(facts) = by_id.get(parent.as_str()) else { continue };
        if !seen.insert(parent) {
            continue;
        }
        let has = |names: &[String]| names.iter().any(|name| name == extension);
        if has(&facts.creates) || has(&facts.uses) {
            return true;
        }
        parents.extend(facts.parents.iter().cloned());
    }
    false
}

fn facts(revision: &Revision<'_>, rules: &RuleSet) -> ExtensionFacts {
    let extensions: BTreeSet<&str> =
        rules.rules().iter().filter_map(|rule| rule.extension.as_deref()).collect();
    let (mut creates, mut uses) = (Vec::new(), Vec::new());
    for extension in extensions {
        if creates_extension(revision, extension) {
            creates.push(extension.to_owned());
        } else if uses_extension(revision, rules, extension) {
            uses.push(extension.to_owned());
        }
    }
    ExtensionFacts { revision: revision.id(), parents: revision.parents(), creates, uses }
}

/// Whether any string of the file creates the extension.
pub(super) fn creates_extension(revision: &Revision<'_>, extension: &str) -> bool {
    let mut found = false;
    for statement in &revision.module.body {
        statement.walk(&mut |inner| {
            inner.for_each_expr(&mut |expr| {
                found |= any_text(expr, &|text| {
                    text.to_lowercase().contains("create extension") && holds_word(text, extension)
                });
            });
        });
    }
    found
}

/// Whether the file uses the extension's types in a way that runs today. A file in which one of them
/// has lost its import has never run, and shows nothing.
fn uses_extension(revision: &Revision<'_>, rules: &RuleSet, extension: &str) -> bool {
    let mut imported = false;
    for found in &revision.uses.types {
        let resolution = &found.resolution;
        let bound = matches!(resolution.root, Root::Module | Root::Object)
            && standing(&resolution.path) != Standing::Missing;
        let reference = TypeReference { path: &resolution.path, root_bound: bound };
        if let Lookup::Rule(rule) = rules.lookup(&reference)
            && rule.extension.as_deref() == Some(extension)
        {
            if !bound {
                return false;
            }
            imported = true;
        }
    }
    imported || runs_sql_with(revision, &type_names(rules, extension))
}

/// The SQL names of the types that need the extension.
pub(super) fn type_names(rules: &RuleSet, extension: &str) -> BTreeSet<String> {
    let forms = rules
        .rules()
        .iter()
        .filter(|rule| rule.extension.as_deref() == Some(extension))
        .flat_map(|rule| &rule.sql);
    forms
        .filter_map(|form| match form.pieces.first() {
            Some(Piece::Text(text)) => {
                Some(text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
            }
            _ => None,
        })
        .collect()
}

/// Whether an upgrade executes DDL or a cast with one of the type names.
fn runs_sql_with(revision: &Revision<'_>, names: &BTreeSet<String>) -> bool {
    let uses_type = |text: &str| {
        let lower = text.to_lowercase();
        let may_use = ["alter table", "create table", "::", "cast("].iter().any(|sign| lower.contains(sign));
        may_use && names.iter().any(|name| holds_word(text, name))
    };
    revision
        .operations
        .iter()
        .filter(|operation| operation.kind == OpKind::Execute)
        .filter(|operation| {
            revision.function_at(operation.call.span.start).is_none_or(|function| !function.is_downgrade())
        })
        .any(|operation| any_text(operation.call, &uses_type))
}

fn any_text(expr: &Expr, test: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| {
        if let ExprKind::String(text) = &inner.kind {
            found |= test(text);
        }
    });
    found
}
