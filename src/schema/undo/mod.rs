//! What a downgrade does not take back of what its upgrade does, and the statements that do.

mod columns;
mod facts;
mod items;
mod kind;
mod names;
mod parts;
mod render;

use std::cmp::Reverse;
use std::sync::Arc;

use super::history::History;
use super::model::{Origin, Schema, Taint};
use super::script::{Script, Step};
use facts::Facts;
use kind::Kinds;

pub use kind::{bare as bare_type, is_built_in as is_built_in_type};

/// How the schema behind a downgrade differs from the one before its upgrade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// What the upgrade makes is still there, or what it takes away or changes does not come back.
    Missing,
    /// It comes back as something else.
    Wrong,
}

/// One thing that a downgrade does not take back, or not rightly.
#[derive(Clone, Debug)]
pub struct Leftover {
    /// Which of the two.
    pub shortfall: Shortfall,
    /// What is wrong: `` leaves the column `doc.embedding` ``.
    pub message: String,
    /// Whether it is about a custom type.
    pub custom: bool,
    /// What tells how it has to be.
    pub origin: Origin,
    /// The line of the upgrade or, where that is wrong, of the downgrade, that does it.
    pub line: u32,
    /// What the statements mean for the data, or where they come from.
    pub note: String,
    /// The statements that put it right behind the downgrade, or why they cannot be written.
    pub statements: Result<Vec<String>, Taint>,
    /// The thing is made only under a condition of its statement (`IF NOT EXISTS`).
    pub conditional: bool,
    order: (Reverse<usize>, u8),
}

/// What has to be known of types.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Types<'a> {
    /// Whether a rule gives columns a type of this bare name.
    pub known: &'a dyn Fn(&str) -> bool,
    /// Whether SQL of the revision's own runs on a line.
    pub raw: &'a dyn Fn(u32) -> bool,
    /// How Postgres takes a column, the last argument, from the first type to the second.
    pub cast: &'a (dyn Fn(&str, &str, &str) -> Cast + 'a),
}

/// How Postgres takes a column from one type to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cast {
    /// By an assignment.
    ByItself,
    /// By the expression of USING.
    Using(String),
    /// By no cast.
    Never,
    /// It is not known whether it can.
    Unknown,
}

/// What a downgrade leaves undone, in the order in which it has to be undone.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    /// All of it.
    pub leftovers: Vec<Leftover>,
    /// Why nothing is certain beside them.
    pub doubt: Option<Taint>,
}

impl Undo {
    /// What a revision leaves undone whose upgrade finds `before`. Where its downgrade does nothing at all
    /// that is everything, else what is sure and about custom types.
    pub fn read(history: Option<&History>, before: &Schema, script: &Script, types: &Types<'_>) -> Self {
        let run = |schema: &Schema, down| match history {
            Some(history) => history.run(schema.clone(), script, down),
            None => script.run(schema.clone(), down, super::Environment::default()),
        };
        let mut upgraded = run(before, false);
        let mut after = run(&upgraded, true);
        if after == *before {
            return Self::default();
        }
        if let Some(taint) = after.taints.iter().find(|taint| !upgraded.taints.contains(taint)) {
            // The downgrade may do anything.
            return Self { leftovers: Vec::new(), doubt: Some(taint.clone()) };
        }
        let doubt = upgraded.taints.iter().find(|taint| !before.taints.contains(taint)).cloned();
        let mut facts = Facts::read(&script.upgrade, types.raw);
        let mut steps = each_step(history, before, script);
        let kept = names::kept(before, &after, &facts);
        for name in &kept {
            let schemas = steps.iter_mut().map(|(_, schema)| schema);
            schemas.chain([&mut upgraded, &mut after]).for_each(|schema| name.give_back(schema));
            facts.give_back(name);
        }
        let raw = facts.types.iter().filter(|(_, conditional)| !**conditional).map(|(name, _)| name);
        let own = raw.chain(&facts.dropped_types).cloned().collect();
        let mut comparison = items::Comparison {
            before,
            upgraded: &upgraded,
            after: &after,
            steps,
            facts,
            undone: Facts::read(&script.downgrade, types.raw),
            kinds: Kinds { known: types.known, own },
            cast: types.cast,
            exact: script.downgrade.is_empty(),
            found: Vec::new(),
        };
        comparison.names(&kept);
        comparison.all();
        let mut leftovers = comparison.found;
        leftovers.retain(|found| found.custom || script.downgrade.is_empty());
        leftovers.sort_by_key(|found| found.order);
        if !leftovers.iter().any(|found| found.custom) {
            leftovers.clear();
        }
        Self { leftovers, doubt }
    }
}

/// The schema before each step of the upgrade, and behind the last, with the lines of the steps.
fn each_step(history: Option<&History>, before: &Schema, script: &Script) -> Vec<(u32, Schema)> {
    let mut schema = before.clone();
    let mut all = vec![(0, schema.clone())];
    for step in &script.upgrade {
        let one = Script {
            id: Arc::clone(&script.id),
            path: Arc::clone(&script.path),
            upgrade: vec![step.clone()],
            downgrade: Vec::new(),
        };
        schema = match history {
            Some(history) => history.run(schema, &one, false),
            None => one.run(schema, false, super::Environment::default()),
        };
        all.push((line_of(step), schema.clone()));
        if matches!(step, Step::Return | Step::Fail) {
            break;
        }
    }
    all
}

fn line_of(step: &Step) -> u32 {
    match step {
        Step::Run { line, .. } | Step::Somewhere { line, .. } | Step::Either { line, .. } => *line,
        Step::Call(steps) => steps.first().map_or(0, line_of),
        Step::Return | Step::Fail => 0,
    }
}
