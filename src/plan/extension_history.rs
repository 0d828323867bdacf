//! Whether an extension is there before a revision runs, as far as the folder's revisions tell.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::batch::holds_word;
use super::options::Surroundings;
use crate::python::{Root, Stmt, StmtKind, enclosing, parse};
use crate::revision::{Function, Guard, OpKind, Place, Revision, Standing, TypeUse, standing};
use crate::rules::{Lookup, Piece, RuleSet, Template, TypePattern, TypeReference};
use crate::schema::{Graph, Node, Spread};
use crate::source::SourceFile;

/// What one revision does about extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionFacts {
    /// The revision's place among the others.
    pub node: Node,
    /// Extensions that it creates, or uses in a way that needs them to be there.
    pub has: Vec<Has>,
}

/// An extension, and the one of several databases that it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Has {
    extension: String,
    database: Option<String>,
}

/// What the revisions of a folder do about extensions, one after the other.
#[derive(Debug, Default)]
pub struct ExtensionHistory {
    graph: Graph,
    /// The revisions behind which each is there.
    there: BTreeMap<Has, Spread>,
}

impl ExtensionHistory {
    /// Puts together what the revisions of a folder do; the first one of an identifier counts.
    pub fn of(revisions: Vec<ExtensionFacts>) -> Self {
        let mut own: FxHashMap<OsString, Vec<Has>> = FxHashMap::default();
        let nodes = revisions.into_iter().map(|facts| {
            if !facts.has.is_empty() {
                own.insert(facts.node.path.clone().into_os_string(), facts.has);
            }
            facts.node
        });
        let graph = Graph::new(nodes);
        let extensions: BTreeSet<&Has> = own.values().flatten().collect();
        let spread = |one: &Has| {
            let has = |node: &Node| own.get(node.path.as_os_str()).is_some_and(|own| own.contains(one));
            (one.clone(), graph.spread(has))
        };
        let there = extensions.into_iter().map(spread).collect();
        Self { graph, there }
    }

    /// Whether the extension is in a database once the revision of that name has run.
    fn has(&self, extension: &str, database: Option<&str>, name: &str) -> bool {
        self.there.iter().any(|(one, there)| {
            one.extension == extension
                && is_same(one.database.as_deref(), database)
                && self.graph.is_behind(there, name)
        })
    }
}

/// Whether two functions may be for one database; one that names none is for whichever there is.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Whether a revision that runs before `revision` creates the extension in the database, or uses it there and
/// so has it from elsewhere.
pub(super) fn is_there_before(
    revision: &Revision<'_>,
    rules: &RuleSet,
    surroundings: &dyn Surroundings,
    extension: &str,
    database: Option<&str>,
) -> bool {
    // Asked for only while the folder is read.
    let signs = LazyLock::new(|| Signs::of(rules));
    let read = |path: &Path, text: &str| {
        if !signs.words.is_match(text) {
            return Node::in_text(path, text).map(|node| ExtensionFacts { node, has: Vec::new() });
        }
        let file = SourceFile::from_text(path, text);
        let module = parse(&file).ok()?;
        Revision::read(&file, &module).and_then(|revision| facts(&revision, rules, &signs))
    };
    let history = surroundings.extensions(&read);
    revision.parents().iter().any(|parent| history.has(extension, database, parent))
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

fn facts(revision: &Revision<'_>, rules: &RuleSet, signs: &Signs) -> Option<ExtensionFacts> {
    let created = creations(revision);
    let uses = uses(revision, rules);
    let databases: BTreeSet<Option<&str>> = revision.functions.iter().map(Function::database).collect();
    let mut has = Vec::new();
    for database in databases {
        let is_here = |at: u32| revision.database_at(at) == database;
        let own = signs.type_names.iter().filter(|(extension, type_names)| {
            created.iter().any(|(text, at)| is_here(*at) && holds_word(text, extension))
                || uses_extension(revision, &uses, extension, type_names, &is_here)
        });
        has.extend(own.map(|(extension, _)| Has {
            extension: extension.clone(),
            database: database.map(str::to_owned),
        }));
    }
    let node = Node {
        id: revision.id()?,
        path: revision.file.path().to_owned(),
        parents: revision.down_revisions(),
        depends_on: revision.depends_on(),
        labels: revision.branch_labels(),
    };
    Some(ExtensionFacts { node, has })
}

/// Whether a string of the file creates the extension before what stands at `offset` needs it. An `Err`
/// holds the place of one that does so behind it, and fails where the extension is there already.
pub(super) fn creates_extension(revision: &Revision<'_>, extension: &str, offset: u32) -> Result<bool, u32> {
    let start = |offset: u32| revision.function_at(offset).map(|function| function.statement.span.start);
    let mut late = None;
    for (text, at) in creations(revision) {
        if !holds_word(text, extension) || !is_same(revision.database_at(at), revision.database_at(offset)) {
            continue;
        }
        if at < offset || start(at) != start(offset) {
            return Ok(true);
        }
        if !text.to_ascii_lowercase().contains("if not exists") {
            late.get_or_insert(at);
        }
    }
    late.map_or(Ok(false), Err)
}

/// The strings of the file that create some extension on the way up, with their places.
fn creations<'m>(revision: &Revision<'m>) -> Vec<(&'m str, u32)> {
    let mut found: Vec<(&str, u32)> = Vec::new();
    for statement in &revision.module.body {
        statement.walk_exprs(&mut |expr| {
            found.extend(expr.as_str().filter(|text| creates(text)).map(|text| (text, expr.span.start)));
        });
    }
    found.retain(|(_, at)| !revision.function_at(*at).is_some_and(Function::is_downgrade));
    found
}

/// Whether SQL creates some extension.
fn creates(text: &str) -> bool {
    const STATEMENT: &[u8] = b"create extension";
    text.as_bytes().windows(STATEMENT.len()).any(|part| part.eq_ignore_ascii_case(STATEMENT))
}

/// A use of a type that needs an extension.
struct Use<'r> {
    extension: &'r str,
    at: u32,
    /// Whether its class is imported.
    bound: bool,
    /// Whether it is not, and every upgrade makes a column of it.
    made: bool,
}

fn uses<'r>(revision: &Revision<'_>, rules: &'r RuleSet) -> Vec<Use<'r>> {
    let of = |found: &TypeUse<'_>| {
        let resolution = &found.resolution;
        let bound = matches!(resolution.root, Root::Module | Root::Object)
            && standing(&resolution.path) != Standing::Missing;
        let Lookup::Rule(rule) = rules.lookup(&TypeReference { path: &resolution.path, root_bound: bound })
        else {
            return None;
        };
        let extension = rule.extension.as_deref()?;
        Some(Use { extension, at: found.expr.span.start, bound, made: !bound && is_made(revision, found) })
    };
    revision.uses.types.iter().filter_map(of).collect()
}

/// Whether the file uses the extension's types at places of one database, so that none that follows it runs
/// without the extension.
/// One in which a type has lost its import has never run; it needs the extension where its upgrade makes a
/// column of the type, and it is the first to get it then.
fn uses_extension(
    revision: &Revision<'_>,
    uses: &[Use<'_>],
    extension: &str,
    type_names: &BTreeSet<String>,
    is_here: &dyn Fn(u32) -> bool,
) -> bool {
    let own = || uses.iter().filter(|one| one.extension == extension && is_here(one.at));
    if own().any(|one| !one.bound) {
        own().any(|one| one.made)
    } else {
        own().next().is_some() || runs_sql_with(revision, type_names, is_here)
    }
}

/// Whether every upgrade makes a column of the type.
fn is_made(revision: &Revision<'_>, found: &TypeUse<'_>) -> bool {
    let at = found.expr.span.start;
    let statements = enclosing(&revision.module.body, at);
    let always = |statement: &&Stmt| {
        !matches!(statement.kind, StmtKind::If(_) | StmtKind::Block { .. } | StmtKind::Class { .. })
    };
    matches!(found.place, Place::Column | Place::NewType)
        && revision.function_at(at).is_some_and(|function| function.name.starts_with("upgrade"))
        && matches!(revision.guard_at(at), Guard::Any | Guard::Postgres)
        && statements.iter().all(always)
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
fn runs_sql_with(revision: &Revision<'_>, names: &BTreeSet<String>, is_here: &dyn Fn(u32) -> bool) -> bool {
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
            let at = operation.call.span.start;
            is_here(at) && revision.function_at(at).is_none_or(|function| !function.is_downgrade())
        })
        .any(|operation| operation.call.any_string(&uses_type))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn one(id: &str, parents: &[&str], has: &[&str]) -> ExtensionFacts {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let node = Node {
            id: id.to_owned(),
            path: PathBuf::from(format!("{id}.py")),
            parents: owned(parents),
            depends_on: Vec::new(),
            labels: vec![format!("label of {id}")],
        };
        let has = has.iter().map(|name| {
            let (extension, database) =
                name.split_once(" in ").map_or((*name, None), |(one, at)| (one, Some(at)));
            Has { extension: extension.to_owned(), database: database.map(str::to_owned) }
        });
        ExtensionFacts { node, has: has.collect() }
    }

    #[test]
    fn an_extension_is_there_behind_what_has_it() {
        let history = ExtensionHistory::of(vec![
            one("merge", &["left", "right"], &[]),
            one("left_1", &["base"], &["vector"]),
            one("left", &["left_1"], &[]),
            one("right", &["base"], &[]),
            one("base", &[], &[]),
            one("circle", &["circle", "merge"], &[]),
        ]);
        let there = ["base", "left", "right", "merge"].map(|id| history.has("vector", None, id));
        assert_eq!(there, [false, true, false, true]);
        assert!(history.has("vector", None, "label of left"));
        assert!(!history.has("citext", None, "left"));
    }

    #[test]
    fn each_database_has_extensions_of_its_own() {
        let history = ExtensionHistory::of(vec![one("a", &[], &["vector in one", "citext"])]);
        let has = |extension, database| history.has(extension, database, "a");
        assert!(has("vector", Some("one")) && has("vector", None) && !has("vector", Some("two")));
        assert!(has("citext", Some("two")));
    }

    #[test]
    fn dependencies_bring_extensions_too() {
        let mut other = one("other", &[], &[]);
        other.node.depends_on = vec!["label of first".to_owned()];
        let history = ExtensionHistory::of(vec![one("first", &[], &["vector"]), other]);
        assert!(history.has("vector", None, "other"));
    }

    #[test]
    fn the_first_revision_of_an_identifier_counts() {
        let mut copy = one("a", &[], &[]);
        copy.node.path = PathBuf::from("copy_of_a.py");
        let history = ExtensionHistory::of(vec![copy, one("a", &[], &["vector"])]);
        assert!(history.has("vector", None, "a"));
    }
}
