//! The revisions of a project, read and replayed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::apply::Environment;
use super::branches;
use super::graph::{Graph, Problem};
use super::model::{Origin, Schema, Taint};
use super::node::Node;
use super::read::read_told;
use super::script::{Script, Step};
use super::told::Told;
use crate::python::parse;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::source::SourceFile;
use crate::sql::Statement;

/// Deep syntax trees take deep stacks.
const STACK: usize = 16 << 20;

/// The revisions of a project.
#[derive(Clone, Debug, Default)]
pub struct History {
    graph: Graph,
    scripts: BTreeMap<String, Arc<Script>>,
    environment: Environment,
    /// Schemas behind some of the revisions, so that those behind others are near.
    marks: Arc<Mutex<BTreeMap<String, Schema>>>,
    /// Whether a second one is asked for: a run over one file needs no marks.
    asked_before: Arc<AtomicBool>,
}

/// Says what is known of a revision's types from outside its text, in any thread.
pub type Learn<'a> = dyn Fn(&Revision<'_>) -> Told + Sync + 'a;

/// How many revisions lie between two that are kept.
const STRIDE: usize = 16;

/// What one file holds.
enum Read {
    Revision(Node, Script),
    Problem(Problem),
}

impl History {
    /// Reads the revisions among `files`, paths with their texts. `environment` is what
    /// `env.py` may do that no revision shows; `learn` says what is known of a revision's types beside the rules.
    pub fn read(
        files: &[(PathBuf, Arc<str>)],
        rules: &RuleSet,
        environment: Environment,
        learn: &Learn<'_>,
    ) -> Self {
        let mut history = Self { environment, ..Self::default() };
        let (mut nodes, mut problems) = (Vec::new(), Vec::new());
        for found in read_all(files, rules, learn) {
            match found {
                Read::Revision(node, script) => {
                    // Of two with one identifier the graph keeps the first.
                    history.scripts.entry(node.id.clone()).or_insert_with(|| Arc::new(script));
                    nodes.push(node);
                }
                Read::Problem(problem) => problems.push(problem),
            }
        }
        history.graph = Graph::new(nodes);
        problems.into_iter().for_each(|problem| history.graph.note(problem));
        history
    }

    /// The order of the revisions.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What a revision does.
    pub fn script(&self, id: &str) -> Option<&Script> {
        self.scripts.get(id).map(Arc::as_ref)
    }

    /// The schema once these revisions, and all that they need, have run.
    pub fn schema_at<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Schema {
        let ids: Vec<&str> = ids.into_iter().collect();
        if let [only] = ids.as_slice()
            && let Some(schema) = self.near(only)
        {
            return schema;
        }
        self.replay(ids)
    }

    fn replay<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Schema {
        self.through(&self.graph.before(ids))
    }

    /// The schema once the revisions have run, which are in an order in which they may. What depends on the
    /// order in which their branches run is not known.
    fn through(&self, nodes: &[&Node]) -> Schema {
        let run = |nodes: &[&Node]| {
            nodes.iter().fold(Schema::default(), |schema, node| self.after(schema, &node.id))
        };
        let mut schema = run(nodes);
        if let Some(other) = branches::other_order(&self.graph, nodes)
            && let Some(last) = nodes.last()
        {
            let origin =
                Origin { revision: Arc::from(last.id.as_str()), path: Arc::new(last.path.clone()), line: 1 };
            let taint = Taint::new("two branches before it change it, and either may run first", &origin);
            schema.agree(&run(&other), &taint);
        }
        schema
    }

    /// The schema behind a revision, from the nearest one that is kept; nothing behind a cycle.
    fn near(&self, id: &str) -> Option<Schema> {
        let marks = || self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chain: Vec<&str> = Vec::new();
        let mut at = self.graph.get(id)?;
        let mut schema = loop {
            if let Some(schema) = marks().get(&at.id) {
                break schema.clone();
            }
            chain.push(&at.id);
            match self.graph.needs(&at.id).as_slice() {
                [] => break Schema::default(),
                _ if chain.len() > self.scripts.len() => return None,
                [need] => at = need,
                _ => {
                    chain.pop();
                    let schema = self.replay([at.id.as_str()]);
                    marks().insert(at.id.clone(), schema.clone());
                    break schema;
                }
            }
        };
        let asked_before = self.asked_before.swap(true, Ordering::Relaxed);
        for (done, id) in chain.iter().rev().enumerate() {
            schema = self.after(schema, id);
            if done + 1 == chain.len() || asked_before && done % STRIDE == STRIDE - 1 {
                marks().insert((*id).to_owned(), schema.clone());
            }
        }
        Some(schema)
    }

    /// The schema before a revision runs.
    pub fn schema_before(&self, id: &str) -> Schema {
        self.through(&self.graph.ancestors(id))
    }

    /// The schema behind the revisions of these names.
    ///
    /// # Errors
    /// What is missing of what they follow.
    pub fn behind(&self, names: &[String]) -> Result<Schema, String> {
        let graph = &self.graph;
        let mut ids: Vec<&str> = Vec::new();
        for name in names {
            let found = graph.get(name).map_or_else(|| graph.find(name), |node| vec![node]);
            if found.is_empty() {
                return Err(format!(
                    "the history is not whole: `{name}`, which this revision follows, is not there"
                ));
            }
            ids.extend(found.into_iter().map(|node| node.id.as_str()));
        }
        let before: BTreeSet<&str> =
            graph.before(ids.iter().copied()).into_iter().map(|node| node.id.as_str()).collect();
        let concerns = |problem: &&Problem| match problem {
            Problem::NoIdentifier { .. } => false,
            Problem::Duplicate { id, .. } | Problem::Missing { id, .. } => before.contains(id.as_str()),
            Problem::Cycle { .. } => ids.iter().any(|id| !before.contains(id)),
        };
        match graph.problems().iter().find(concerns) {
            Some(problem) => Err(format!("the history is not whole: {problem}")),
            None => Ok(self.schema_at(ids)),
        }
    }

    /// What no revision shows.
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// `schema` once the revision has run.
    pub fn after(&self, schema: Schema, id: &str) -> Schema {
        match self.scripts.get(id) {
            Some(script) => script.run(schema, false, self.environment),
            None => schema,
        }
    }

    /// `schema` once the script has run, up or down, in the project's environment.
    pub fn run(&self, schema: Schema, script: &Script, down: bool) -> Schema {
        script.run(schema, down, self.environment)
    }

    /// `schema` once the revision has been taken back.
    pub fn taken_back(&self, schema: Schema, id: &str) -> Schema {
        match self.scripts.get(id) {
            Some(script) => script.run(schema, true, self.environment),
            None => schema,
        }
    }
}

/// Reads every file, in threads of its own.
fn read_all(files: &[(PathBuf, Arc<str>)], rules: &RuleSet, learn: &Learn<'_>) -> Vec<Read> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(threads).max(16);
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(share)
            .map(|files| {
                let work = || {
                    let read = |(path, text): &(PathBuf, Arc<str>)| read_file(path, text, rules, learn);
                    files.iter().filter_map(read).collect::<Vec<_>>()
                };
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)
            })
            .collect();
        let finished = workers.into_iter().filter_map(Result::ok).map(thread::ScopedJoinHandle::join);
        finished.flat_map(Result::unwrap_or_default).collect()
    })
}

/// Reads one file; nothing where it is no revision.
fn read_file(path: &Path, text: &str, rules: &RuleSet, learn: &Learn<'_>) -> Option<Read> {
    memchr::memmem::find(text.as_bytes(), b"down_revision")?;
    let file = SourceFile::from_text(path, text);
    let Ok(module) = parse(&file) else { return unread(path, text) };
    let revision = Revision::read(&file, &module)?;
    let Some(id) = revision.id() else {
        return Some(Read::Problem(Problem::NoIdentifier { path: path.to_owned() }));
    };
    let node = Node {
        id,
        path: path.to_owned(),
        parents: revision.down_revisions(),
        depends_on: revision.depends_on(),
        labels: revision.branch_labels(),
    };
    Some(Read::Revision(node, read_told(&revision, rules, &learn(&revision), "")))
}

/// A revision whose text does not parse has a place in the graph, and may do anything.
fn unread(path: &Path, text: &str) -> Option<Read> {
    let node = Node::in_text(path, text)?;
    let opaque = |what: &str| {
        let statement =
            Box::new(Statement::Opaque(format!("the file does not parse, so its {what} may do anything")));
        vec![Step::Run { statement, line: 1 }]
    };
    let script = Script {
        id: Arc::from(node.id.as_str()),
        path: Arc::new(path.to_owned()),
        upgrade: opaque("upgrade"),
        downgrade: opaque("downgrade"),
    };
    Some(Read::Revision(node, script))
}
