//! Whether an extension is there before a revision runs, as far as the folder's revisions tell.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::batch::holds_word;
use super::options::Surroundings;
use crate::python::{Root, parse};
use crate::revision::{OpKind, Revision, Standing, standing};
use crate::rules::{Lookup, Piece, RuleSet, Template, TypePattern, TypeReference};
use crate::schema::assigned_strings;
use crate::source::SourceFile;

/// What one revision does about extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtensionFacts {
    /// The revision's identifier.
    pub revision: Option<String>,
    /// The identifiers of the revisions that run before it.
    pub parents: Vec<String>,
    /// Extensions that it creates.
    pub creates: Vec<String>,
    /// Extensions that it uses in a way that runs.
    pub uses: Vec<String>,
}

/// What the revisions of a folder do about extensions, one after the other.
#[derive(Debug, Default)]
pub struct ExtensionHistory {
    /// By extension: the identifiers of the revisions behind which it is there.
    there: BTreeMap<String, HashSet<String>>,
}

impl ExtensionHistory {
    /// No revisions.
    pub const EMPTY: Self = Self { there: BTreeMap::new() };

    /// Puts together what the revisions of a folder do; the last one of an identifier counts.
    pub fn of(revisions: &[ExtensionFacts]) -> Self {
        let by_id: HashMap<&str, usize> = revisions
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((one.revision.as_deref()?, at)))
            .collect();
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut open: Vec<(&str, &str)> = Vec::new();
        for (at, facts) in revisions.iter().enumerate() {
            let Some(id) = facts.revision.as_deref().filter(|id| by_id[id] == at) else { continue };
            for parent in &facts.parents {
                children.entry(parent).or_default().push(id);
            }
            open.extend(facts.creates.iter().chain(&facts.uses).map(|extension| (extension.as_str(), id)));
        }
        let mut there: BTreeMap<String, HashSet<String>> = BTreeMap::new();
        while let Some((extension, id)) = open.pop() {
            if there.entry(extension.to_owned()).or_default().insert(id.to_owned()) {
                open.extend(children.get(id).into_iter().flatten().map(|child| (extension, *child)));
            }
        }
        Self { there }
    }

    /// Whether the extension is there once the revision has run.
    fn has(&self, extension: &str, revision: &str) -> bool {
        self.there.get(extension).is_some_and(|revisions| revisions.contains(revision))
    }
}

/// Whether a revision that runs before `revision` creates the extension, or uses it and so has it from
/// elsewhere.
pub(super) fn is_there_before(
    revision: &Revision<'_>,
    rules: &RuleSet,
    surroundings: &dyn Surroundings,
    extension: &str,
) -> bool {
    // Asked for only while the folder is read.
    let signs = LazyLock::new(|| Signs::of(rules));
    let read = |path: &Path, text: &str| {
        if !signs.words.is_match(text) {
            return Some(bare_facts(text));
        }
        let file = SourceFile::from_text(path, text);
        let module = parse(&file).ok()?;
        Revision::read(&file, &module).map(|revision| facts(&revision, rules, &signs))
    };
    let history = surroundings.extensions(&read);
    revision.parents().iter().any(|parent| history.has(extension, parent))
}

/// What in a revision shows that it creates or uses an extension.
struct Signs {
    /// Words without one of which it does neither.
    words: AhoCorasick,
    /// The SQL names of the types of each extension.
    type_names: BTreeMap<String, BTreeSet<String>>,
}

impl Signs {
    fn of(rules: &RuleSet) -> Self {
        let words = words(rules);
        // Only this kind of match has the quick search for few words.
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&words);
        let words = words.unwrap_or_else(|_| unreachable!("a few short words"));
        let extensions = rules.rules().iter().filter_map(|rule| rule.extension.as_deref());
        let type_names =
            extensions.map(|extension| (extension.to_owned(), type_names(rules, extension))).collect();
        Self { words, type_names }
    }
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
    let strings = |name: &str| assigned_strings(text, name);
    let mut parents = strings("down_revision");
    parents.extend(strings("depends_on"));
    ExtensionFacts { revision: strings("revision").into_iter().next(), parents, ..ExtensionFacts::default() }
}

fn facts(revision: &Revision<'_>, rules: &RuleSet, signs: &Signs) -> ExtensionFacts {
    let (mut creates, mut uses) = (Vec::new(), Vec::new());
    for (extension, type_names) in &signs.type_names {
        if creates_extension(revision, extension) {
            creates.push(extension.clone());
        } else if uses_extension(revision, rules, extension, type_names) {
            uses.push(extension.clone());
        }
    }
    ExtensionFacts { revision: revision.id(), parents: revision.parents(), creates, uses }
}

/// Whether any string of the file creates the extension.
pub(super) fn creates_extension(revision: &Revision<'_>, extension: &str) -> bool {
    let mut found = false;
    for statement in &revision.module.body {
        statement.walk_exprs(&mut |expr| {
            found |= expr.as_str().is_some_and(|text| creates(text) && holds_word(text, extension));
        });
    }
    found
}

/// Whether SQL creates some extension.
fn creates(text: &str) -> bool {
    const STATEMENT: &[u8] = b"create extension";
    text.as_bytes().windows(STATEMENT.len()).any(|part| part.eq_ignore_ascii_case(STATEMENT))
}

/// Whether the file uses the extension's types in a way that runs today. A file in which one of them
/// has lost its import has never run, and shows nothing.
fn uses_extension(
    revision: &Revision<'_>,
    rules: &RuleSet,
    extension: &str,
    type_names: &BTreeSet<String>,
) -> bool {
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
    imported || runs_sql_with(revision, type_names)
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
pub(super) fn type_name(form: &Template) -> Option<String> {
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

    fn one(id: &str, parents: &[&str], creates: &[&str]) -> ExtensionFacts {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (parents, creates) = (owned(parents), owned(creates));
        ExtensionFacts { revision: Some(id.to_owned()), parents, creates, uses: Vec::new() }
    }

    #[test]
    fn an_extension_is_there_behind_what_creates_it() {
        let history = ExtensionHistory::of(&[
            one("merge", &["left", "right"], &[]),
            one("left", &["base"], &["vector"]),
            one("right", &["base"], &[]),
            one("base", &[], &[]),
            one("circle", &["circle", "merge"], &[]),
        ]);
        let there = ["base", "left", "right", "merge", "circle"].map(|id| history.has("vector", id));
        assert_eq!(there, [false, true, false, true, true]);
        assert!(!history.has("citext", "left"));
    }

    #[test]
    fn the_last_revision_of_an_identifier_counts() {
        let history = ExtensionHistory::of(&[one("a", &[], &["vector"]), one("a", &[], &[])]);
        assert!(!history.has("vector", "a"));
    }

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
