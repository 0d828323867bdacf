//! What a revision does, apart from its text.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::apply::{Environment, Place};
use super::model::{Elsewhere, Origin, Schema};
use crate::sql::{Action, Statement, TableName};

/// One step of a revision.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A statement.
    Run {
        /// What runs.
        statement: Box<Statement>,
        /// Its line.
        line: u32,
    },
    /// Something to a table whose name is not known.
    Somewhere {
        /// What it may change.
        reach: Reach,
        /// What is not understood.
        why: String,
        /// Its line.
        line: u32,
    },
    /// One of these ways is gone, and the text does not tell which.
    Either {
        /// The ways.
        ways: Vec<Vec<Self>>,
        /// What decides.
        why: String,
        /// Its line.
        line: u32,
    },
    /// The body of a function, which `Return` leaves.
    Call(Vec<Self>),
    /// `return`
    Return,
    /// `raise`: nothing comes of this way.
    Fail,
}

/// What a step on an unknown table may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Any table may have more to it.
    More,
    /// This column of any table that has it.
    Column(String),
    /// The indexes of a table, or of all.
    Indexes(Option<TableName>),
    /// There may be a table more.
    Table,
}

/// What a revision does, up and down.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// The revision.
    pub id: Arc<str>,
    /// Its file.
    pub path: Arc<PathBuf>,
    /// `upgrade()`
    pub upgrade: Vec<Step>,
    /// `downgrade()`
    pub downgrade: Vec<Step>,
}

impl Script {
    /// Takes a schema through the revision; A way that always fails changes nothing.
    pub fn run(&self, mut schema: Schema, down: bool, environment: Environment) -> Schema {
        if down {
            // A downgrade has a session of its own.
            schema.elsewhere = Elsewhere::default();
        }
        let steps = if down { &self.downgrade } else { &self.upgrade };
        let run = Run { script: self, environment };
        let before = steps.iter().any(Step::may_fail).then(|| schema.clone());
        run.call(steps, schema).or(before).unwrap_or_default()
    }
}

impl Script {
    /// The tables whose columns the upgrade may touch; nothing where it may touch any.
    pub(super) fn touched(&self) -> Option<BTreeSet<&TableName>> {
        let mut tables = BTreeSet::new();
        self.upgrade.iter().all(|step| step.touches(&mut tables)).then_some(tables)
    }
}

impl Step {
    /// Gathers the tables whose columns the step may touch; `false` where it may touch any.
    fn touches<'s>(&'s self, tables: &mut BTreeSet<&'s TableName>) -> bool {
        match self {
            Self::Run { statement, .. } => match &**statement {
                Statement::CreateTable(create) => drop(tables.insert(&create.name)),
                Statement::DropTables(names) | Statement::Touches { tables: names, .. } => {
                    tables.extend(names);
                }
                Statement::AlterTable { table, actions } => {
                    if actions.iter().any(|action| matches!(action, Action::Rename(_) | Action::SetSchema(_)))
                    {
                        return false;
                    }
                    tables.insert(table);
                }
                Statement::CreateIndex(index) => drop(tables.insert(&index.table)),
                Statement::CommentOnColumn { table, .. } | Statement::CommentOnTable { table, .. } => {
                    tables.insert(table);
                }
                Statement::DropIndexes(_)
                | Statement::CreateEnum { .. }
                | Statement::CreateType { .. }
                | Statement::AddLabel { .. }
                | Statement::RenameLabel { .. }
                | Statement::CreateExtension(_)
                | Statement::DropExtensions { cascade: false, .. }
                | Statement::CreateSequence { .. }
                | Statement::OwnSequence { .. }
                | Statement::Harmless
                | Statement::TouchesType { .. }
                | Statement::TouchesIndex { .. } => {}
                Statement::RenameRelation { .. }
                | Statement::DropTypes(_)
                | Statement::RenameType { .. }
                | Statement::DropExtensions { cascade: true, .. }
                | Statement::DropSequences(_)
                | Statement::DropSchemas(_)
                | Statement::SearchPath(_)
                | Statement::Opaque(_) => return false,
            },
            Self::Either { ways, .. } => return ways.iter().flatten().all(|step| step.touches(tables)),
            Self::Call(steps) => return steps.iter().all(|step| step.touches(tables)),
            Self::Somewhere { .. } => return false,
            Self::Return | Self::Fail => {}
        }
        true
    }

    /// Whether the way may come to nothing.
    fn may_fail(&self) -> bool {
        match self {
            Self::Fail => true,
            Self::Run { .. } | Self::Somewhere { .. } | Self::Return => false,
            Self::Call(steps) => steps.iter().any(Self::may_fail),
            Self::Either { ways, .. } => ways.iter().flatten().any(Self::may_fail),
        }
    }
}

struct Run<'s> {
    script: &'s Script,
    environment: Environment,
}

impl Run<'_> {
    fn place(&self, line: u32) -> Place {
        let origin =
            Origin { revision: Arc::clone(&self.script.id), path: Arc::clone(&self.script.path), line };
        Place { origin, environment: self.environment }
    }

    /// The schema after a function; nothing where every way fails.
    fn call(&self, steps: &[Step], schema: Schema) -> Option<Schema> {
        let mut returned = Vec::new();
        let end = self.steps(steps, schema, &mut returned);
        let mut ends = returned.into_iter().chain(end.map(|schema| (schema, 0)));
        let (mut first, mut line) = ends.next()?;
        for (other, at) in ends {
            line = line.max(at);
            first.agree(&other, &self.place(line).taint("the function ends early under a condition"));
        }
        Some(first)
    }

    /// The schema behind the steps; nothing where the way ends before. What a `return` leaves is put away
    /// with its line.
    fn steps(&self, steps: &[Step], mut schema: Schema, returned: &mut Vec<(Schema, u32)>) -> Option<Schema> {
        let mut last = 0;
        for step in steps {
            match step {
                Step::Run { statement, line } => {
                    schema.apply(statement, &self.place(*line));
                    last = *line;
                }
                Step::Somewhere { reach, why, line } => {
                    schema.reach(reach, &self.place(*line).taint(why));
                    last = *line;
                }
                Step::Either { ways, why, line } => {
                    let mut ends = ways
                        .iter()
                        .filter_map(|way| self.steps(way, schema.clone(), returned))
                        .collect::<Vec<_>>();
                    if let Some((_, at)) = returned.last_mut().filter(|(_, at)| *at == 0) {
                        *at = *line;
                    }
                    schema = if ends.is_empty() { return None } else { ends.remove(0) };
                    let taint = self.place(*line).taint(why);
                    ends.iter().for_each(|end| schema.agree(end, &taint));
                }
                Step::Call(body) => schema = self.call(body, schema)?,
                Step::Return => {
                    returned.push((schema, last));
                    return None;
                }
                Step::Fail => return None,
            }
        }
        Some(schema)
    }
}
