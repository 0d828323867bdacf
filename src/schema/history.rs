//! The revisions of a project, read and replayed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use rustc_hash::FxHashMap;

use super::apply::Environment;
use super::branches;
use super::graph::{Graph, Spread};
use super::model::{Origin, Schema, Taint};
use super::node::Node;
use super::problem::Problem;
use super::read::read_told;
use super::script::{Script, Step};
use super::told::Told;
use crate::python::parse;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::source::SourceFile;
use crate::sql::{Statement, TableName};

/// Deep syntax trees take deep stacks.
const STACK: usize = 16 << 20;

/// The revisions of a project.
#[derive(Clone, Debug, Default)]
pub struct History {
    graph: Graph,
    scripts: BTreeMap<String, Arc<Script>>,
    environment: Environment,
    /// Schemas behind some of the revisions, by their places in the order, so that those behind others are near.
    marks: Arc<Mutex<FxHashMap<usize, Schema>>>,
    /// Schemas in front of some places of the order.
    in_order: Arc<Mutex<BTreeMap<usize, Schema>>>,
    touching: OnceLock<Arc<Touching>>,
    /// Behind which revisions the history is not whole.
    faulty: OnceLock<Spread>,
    /// Whether a second one is asked for: a run over one file needs no marks.
    asked_before: Arc<AtomicBool>,
}

/// Says what is known of a revision's types from outside its text, in any thread.
pub type Learn<'a> = dyn Fn(&Revision<'_>) -> Told + Sync + 'a;

/// How many revisions lie between two that are kept.
const STRIDE: usize = 16;

/// Where in the order columns may be touched.
#[derive(Debug, Default)]
struct Touching {
    /// By the tables that are touched.
    by_table: BTreeMap<TableName, Vec<usize>>,
    /// Where any table may be.
    any: Vec<usize>,
}

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
        let ids: Vec<&str> = ids.into_iter().filter(|id| self.graph.get(id).is_some()).collect();
        let places: Option<BTreeSet<usize>> = ids.iter().map(|id| self.graph.place(id)).collect();
        // What follows a cycle has no place; what comes before it has.
        self.near(places.unwrap_or_else(|| {
            self.graph.before(ids).into_iter().filter_map(|node| self.graph.place(&node.id)).collect()
        }))
    }

    /// The schema behind the revisions at these places of the order, from the nearest one that is kept.
    fn near(&self, mut open: BTreeSet<usize>) -> Schema {
        let marks = || self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chain: Vec<(usize, bool)> = Vec::new();
        let mut schema = loop {
            let Some(last) = open.pop_last() else { break Schema::default() };
            // Where no other is open, all that is left to run comes before this one.
            let alone = open.is_empty();
            if alone && let Some(schema) = marks().get(&last) {
                break schema.clone();
            }
            chain.push((last, alone));
            open.extend(self.graph.at_place(last).1);
        };
        let asked_before = self.asked_before.swap(true, Ordering::Relaxed);
        let (mut since, mut side_by_side) = (0, Vec::new());
        while let Some((place, alone)) = chain.pop() {
            since += 1;
            side_by_side.push(place);
            if !alone && !chain.is_empty() {
                continue;
            }
            schema = self.through(schema, &std::mem::take(&mut side_by_side));
            if alone && (asked_before && since >= STRIDE || !asked_before && chain.is_empty()) {
                marks().insert(place, schema.clone());
                since = 0;
            }
        }
        schema
    }

    /// `schema` once the revisions at these places have run. What depends on the order in which their branches
    /// run is not known.
    fn through(&self, schema: Schema, places: &[usize]) -> Schema {
        let run = |schema: Schema, places: &[usize]| {
            places.iter().fold(schema, |schema, place| self.after(schema, &self.graph.at_place(*place).0.id))
        };
        let Some((other, last)) = branches::other_order(&self.graph, places).zip(places.last()) else {
            return run(schema, places);
        };
        let (last, _) = self.graph.at_place(*last);
        let origin =
            Origin { revision: Arc::from(last.id.as_str()), path: Arc::new(last.path.clone()), line: 1 };
        let taint = Taint::new("two branches before it change it, and either may run first", &origin);
        let mut one = run(schema.clone(), places);
        one.agree(&run(schema, &other), &taint);
        one
    }

    /// The schema once all revisions in front of that place of the order have run.
    pub fn in_order(&self, place: usize) -> Schema {
        let kept = || self.in_order.lock().unwrap_or_else(PoisonError::into_inner);
        let nearest = kept().range(..=place).next_back().map(|(at, schema)| (*at, schema.clone()));
        let (from, mut schema) = nearest.unwrap_or_default();
        for at in from..place {
            if at % STRIDE == 0 {
                kept().insert(at, schema.clone());
            }
            schema = self.after(schema, &self.graph.at_place(at).0.id);
        }
        schema
    }

    /// The revisions that come later than that place of the order and may touch columns of the table.
    pub fn touching(&self, table: &TableName, place: usize) -> impl Iterator<Item = &str> {
        let touching = self.touching.get_or_init(|| {
            let mut touching = Touching::default();
            for (at, node) in self.graph.order().enumerate() {
                match self.script(&node.id).map(Script::touched) {
                    Some(Some(tables)) => tables.into_iter().for_each(|table| {
                        touching.by_table.entry(table.clone()).or_default().push(at);
                    }),
                    Some(None) => touching.any.push(at),
                    None => {}
                }
            }
            Arc::new(touching)
        });
        let own = touching.by_table.get(table).map_or(&[][..], Vec::as_slice);
        let later = |places: &[usize]| places[places.partition_point(|at| *at <= place)..].to_vec();
        let mut places = [later(own), later(&touching.any)].concat();
        places.sort_unstable();
        places.into_iter().map(|at| self.graph.at_place(at).0.id.as_str())
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
        if ids.iter().all(|id| graph.place(id).is_some() && !self.is_faulty(id)) {
            return Ok(self.schema_at(ids));
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

    /// Whether something is wrong with the revision or with one that it needs.
    fn is_faulty(&self, id: &str) -> bool {
        let faulty = self.faulty.get_or_init(|| {
            let problems = self.graph.problems().iter().filter_map(|problem| match problem {
                Problem::Duplicate { id, .. } | Problem::Missing { id, .. } => Some(id.as_str()),
                Problem::NoIdentifier { .. } | Problem::Cycle { .. } => None,
            });
            let own: BTreeSet<&str> = problems.collect();
            self.graph.spread(|node| own.contains(node.id.as_str()))
        });
        self.graph.is_behind(faulty, id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Told;

    /// Revisions that branch and merge, every one with a column of its own in one of a few tables.
    fn history() -> History {
        let parents = |at: usize| match at {
            0 | 60 => Vec::new(),
            _ if at % 7 == 3 => vec![at - 2, at - 1],
            _ if at % 7 == 2 => vec![at - 2],
            90 => vec![59, 89],
            _ => vec![at - 1],
        };
        let text = |at: usize| {
            let parents: Vec<String> =
                parents(at).into_iter().map(|parent| format!("'r{parent:03}'")).collect();
            let change = match at % 10 {
                0 => format!("op.execute('CREATE TABLE t{} (id serial PRIMARY KEY)')", at / 10),
                9 => format!("op.execute('ALTER TABLE t{} RENAME TO u{at}')", at / 10),
                _ => format!("op.add_column('t{}', sa.Column('c{at}', sa.Text()))", at / 10),
            };
            format!(
                "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'r{at:03}'\n\
                 down_revision = ({})\ndef upgrade():\n    {change}\n",
                parents.iter().fold(String::new(), |all, parent| all + parent + ",")
            )
        };
        let file = |at: usize| (PathBuf::from(format!("{at:03}.py")), Arc::from(text(at)));
        let files: Vec<(PathBuf, Arc<str>)> = (0..120).map(file).collect();
        History::read(&files, &RuleSet::shipped(), Environment::default(), &|_| Told::default())
    }

    /// The schema behind the revisions, and nothing kept.
    fn replay(history: &History, ids: &[&str]) -> Schema {
        let nodes = history.graph.before(ids.iter().copied()).into_iter();
        let places: Vec<usize> = nodes.filter_map(|node| history.graph.place(&node.id)).collect();
        history.through(Schema::default(), &places)
    }

    #[test]
    fn a_schema_is_the_same_from_whatever_is_kept() {
        let history = history();
        assert!(history.graph().problems().is_empty());
        let ids: Vec<String> = history.graph().order().map(|node| node.id.clone()).collect();
        assert_eq!(ids.len(), 120);
        // Here and there, so that much is kept and much is not.
        for at in (0..ids.len()).map(|at| at * 77 % ids.len()) {
            let id = ids[at].as_str();
            assert_eq!(history.schema_at([id]), replay(&history, &[id]), "{id}");
            let two = [id, ids[at / 2].as_str()];
            assert_eq!(history.schema_at(two), replay(&history, &two), "{two:?}");
            let earlier = ids[..at].iter();
            let whole = earlier.fold(Schema::default(), |schema, id| history.after(schema, id));
            assert_eq!(history.in_order(at), whole, "in front of {id}");
        }
    }

    #[test]
    fn what_may_touch_a_table_is_known() {
        let history = history();
        let touching = |name: &str, place| {
            let table = TableName { schema: None, name: name.to_owned() };
            history.touching(&table, place).map(str::to_owned).collect::<Vec<_>>()
        };
        let named = |from: usize, id: &str| {
            let place = history.graph().place(&format!("r{from:03}")).unwrap();
            touching("t5", place).contains(&id.to_owned())
        };
        assert!(named(50, "r055") && named(54, "r055"));
        assert!(!named(55, "r055") && !named(50, "r064"));
        // A table of another name may be given this one.
        assert!(named(50, "r079"));
    }
}
