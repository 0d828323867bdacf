//! Whether an extension is there before a revision runs, as far as the folder's revisions tell.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::batch::holds_word;
use super::options::{ExtensionFacts, Surroundings};
use crate::python::{Root, parse};
use crate::revision::{OpKind, Revision, Standing, standing};
use crate::rules::{Lookup, Piece, RuleSet, Template, TypePattern, TypeReference};
use crate::source::SourceFile;

/// Whether a revision that runs before `revision` creates the extension, or uses it and so has it from
/// elsewhere.
pub(super) fn is_there_before(
    revision: &Revision<'_>,
    rules: &RuleSet,
    surroundings: &dyn Surroundings,
    extension: &str,
) -> bool {
    // Asked for only while the folder is read.
    let words = LazyCell::new(|| words(rules));
    let read = |path: &Path, text: &str| {
        if !words.iter().any(|word| text.contains(word.as_str())) {
            return Some(bare_facts(text));
        }
        let file = SourceFile::from_text(path, text);
        let module = parse(&file).ok()?;
        Revision::read(&file, &module).map(|revision| facts(&revision, rules))
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

/// Words without one of which a revision neither creates nor uses an extension.
fn words(rules: &RuleSet) -> BTreeSet<String> {
    let mut words: BTreeSet<String> =
        ["extension", "EXTENSION", "Extension"].into_iter().map(str::to_owned).collect();
    for rule in rules.rules().iter().filter(|rule| rule.extension.is_some()) {
        words.extend(rule.sql.iter().filter_map(type_name));
        words.extend(rule.types.iter().map(|pattern| match pattern {
            TypePattern::Exact(path) => path.rsplit('.').next().unwrap_or(path).to_owned(),
            TypePattern::Wildcard(class) => class.clone(),
        }));
    }
    let upper: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
    words.extend(upper);
    words
}

/// What the text of a revision says without being parsed: its own identifier and its parents'.
fn bare_facts(text: &str) -> ExtensionFacts {
    let strings = |name: &str| {
        let mut found = Vec::new();
        for (at, _) in text.match_indices(name).filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n')) {
            let Some((head, value)) = text[at..].split_once('=') else { continue };
            if head.contains('\n') {
                continue;
            }
            let value = value.trim_start_matches([' ', '\t']);
            let end = match value.chars().next() {
                Some('(') => value.find(')'),
                Some('[') => value.find(']'),
                _ => value.find('\n'),
            };
            let parts = value[..end.unwrap_or(value.len())].split(['\'', '"']);
            found.extend(parts.skip(1).step_by(2).map(str::to_owned));
        }
        found
    };
    let mut parents = strings("down_revision");
    parents.extend(strings("depends_on"));
    ExtensionFacts { revision: strings("revision").into_iter().next(), parents, ..ExtensionFacts::default() }
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
        statement.walk_exprs(&mut |expr| {
            found |= expr.as_str().is_some_and(|text| {
                text.to_lowercase().contains("create extension") && holds_word(text, extension)
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
    forms.filter_map(type_name).collect()
}

/// The name at the head of a type's SQL.
fn type_name(form: &Template) -> Option<String> {
    match form.pieces.first() {
        Some(Piece::Text(text)) => {
            Some(text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        }
        _ => None,
    }
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
        .any(|operation| operation.call.any_string(&uses_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_without_parsing() {
        for (text, id, parents) in [
            ("revision = 'b'\ndown_revision = 'a'\n", "b", vec!["a"]),
            (
                "revision: str = \"b\"\ndown_revision: Union[str, None] = None\ndepends_on = 'x'\n",
                "b",
                vec!["x"],
            ),
            (
                "\"\"\"x\n\nRevision ID: q\n\"\"\"\ndown_revision = ('a',\n  'c')\nrevision='b'\n",
                "b",
                vec!["a", "c"],
            ),
        ] {
            let facts = bare_facts(text);
            assert_eq!(facts.revision.as_deref(), Some(id), "{text}");
            assert_eq!(facts.parents, parents, "{text}");
        }
    }
}
