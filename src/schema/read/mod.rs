//! From the text of a revision to what it does.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

mod assign;
mod calls;
mod column;
mod constraint;
mod custom;
mod default;
mod execute;
mod index;
mod named_types;
mod operation;
mod table;
mod text;
mod types;
mod values;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::script::{Reach, Script, Step};
use super::told::Told;
use crate::python::{BlockKind, Expr, ExprKind, Stmt, StmtKind};
use crate::revision::{Guard, OpKind, Operation, Revision, guards_of_test};
use crate::rules::RuleSet;
use crate::source::Span;
use crate::sql::{Maybe, Statement, TableName};
use values::{Bound, Names, bind};

/// How deep calls of the revision's own functions are followed.
const DEPTH: usize = 8;
/// How often the body of a loop is written out.
const TURNS: usize = 500;

/// Reads what a revision does.
pub fn read(revision: &Revision<'_>, rules: &RuleSet) -> Script {
    read_told(revision, rules, &Told::default(), "")
}

/// Reads what a revision does by its functions `upgrade` and `downgrade` with that ending, where its types
/// are known from outside too.
pub fn read_told(revision: &Revision<'_>, rules: &RuleSet, told: &Told, ending: &str) -> Script {
    let id = Arc::from(revision.id().unwrap_or_default().as_str());
    let path = Arc::new(PathBuf::from(revision.file.path()));
    let guard = revision.guard_at(0);
    let mut reader = Reader {
        revision,
        rules,
        told,
        operations: revision.operations.iter().map(|found| (found.call.span, found)).collect(),
        functions: HashMap::new(),
        batches: Vec::new(),
        steps: Vec::new(),
        changed: HashSet::new(),
        depth: 0,
    };
    for function in &revision.functions {
        reader.functions.insert(function.name, function.statement);
    }
    reader.module(&revision.module.body);
    let mut steps = |name| if guard == Guard::Other { Vec::new() } else { reader.function(name) };
    let (upgrade, downgrade) = (steps(&format!("upgrade{ending}")), steps(&format!("downgrade{ending}")));
    Script { id, path, upgrade, downgrade }
}

/// What is known while a revision is read.
struct Reader<'a, 'm> {
    revision: &'a Revision<'m>,
    rules: &'a RuleSet,
    told: &'a Told,
    operations: HashMap<Span, &'a Operation<'m>>,
    functions: HashMap<&'a str, &'a Stmt>,
    /// The batch blocks that are open, outermost first.
    batches: Vec<Block>,
    /// What is done so far.
    steps: Vec<Step>,
    /// Lists and dictionaries that something has been put into since: their text does not tell what they hold.
    changed: HashSet<Span>,
    depth: usize,
}

/// An open batch block: its operations run when it ends.
#[derive(Debug)]
struct Block {
    table: Maybe<TableName>,
    queue: Vec<Step>,
}

/// The steps of one way through a statement: those that run at once, and those of each open batch.
struct Way {
    steps: Vec<Step>,
    queues: Vec<Vec<Step>>,
}

impl<'a> Reader<'a, '_> {
    fn function(&mut self, name: &str) -> Vec<Step> {
        let exact = self.functions.get(name).copied();
        let prefixed = || self.revision.functions.iter().find(|function| function.name.starts_with(name));
        let Some(statement) = exact.or_else(|| prefixed().map(|function| function.statement)) else {
            return Vec::new();
        };
        let StmtKind::Function { body, parameters, .. } = &statement.kind else { return Vec::new() };
        let mut names: Names<'a> = None;
        for parameter in parameters {
            bind(&mut names, &parameter.name, Bound::Unknown);
        }
        self.body(body, &mut names);
        std::mem::take(&mut self.steps)
    }

    fn line(&self, expr: &Expr) -> u32 {
        self.revision.file.line_column(expr.span.start).line
    }

    fn run(&mut self, statement: Statement, at: &Expr) {
        self.steps.push(Step::Run { statement: Box::new(statement), line: self.line(at) });
    }

    fn somewhere(&mut self, reach: Reach, why: String, at: &Expr) {
        self.steps.push(Step::Somewhere { reach, why, line: self.line(at) });
    }

    fn body(&mut self, body: &'a [Stmt], names: &mut Names<'a>) {
        for statement in body {
            self.statement(statement, names);
        }
    }

    fn statement(&mut self, statement: &'a Stmt, names: &mut Names<'a>) {
        match &statement.kind {
            StmtKind::Function { name, .. } => {
                self.functions.insert(&name.value, statement);
            }
            StmtKind::If(branches) => self.branches(statement, branches, names),
            StmtKind::With { items, body } => self.with(statement, items, body, names),
            StmtKind::Block { kind, targets, expressions, bodies } => {
                for expr in expressions {
                    self.calls(expr, names, false);
                }
                match kind {
                    BlockKind::Loop => self.repeated(statement, targets, expressions, bodies, names),
                    BlockKind::Try => self.tried(statement, bodies, names),
                    BlockKind::Match => {
                        let mut ways: Vec<Way> = bodies
                            .iter()
                            .map(|body| self.way(|reader| reader.body(body, &mut names.clone())))
                            .collect();
                        ways.push(self.way(|_| {}));
                        self.either(ways, "one case of a `match` runs", statement);
                    }
                }
            }
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.calls(value, names, false);
                }
                self.steps.push(Step::Return);
            }
            StmtKind::Raise(_) => self.steps.push(Step::Fail),
            StmtKind::Assign { targets, value: Some(value), .. } => {
                self.calls(value, names, false);
                let before = names.clone();
                for target in targets {
                    self.assign(target, Some((value, &before)), names);
                }
            }
            StmtKind::Augment { target, value } => {
                self.calls(value, names, false);
                self.augment(target, value, names);
            }
            StmtKind::Expr(value) => self.calls(value, names, true),
            _ => statement.for_each_expr(&mut |expr| self.calls(expr, names, false)),
        }
    }

    /// What `read` does, put aside.
    fn way(&mut self, read: impl FnOnce(&mut Self)) -> Way {
        let steps = std::mem::take(&mut self.steps);
        let queues: Vec<Vec<Step>> =
            self.batches.iter_mut().map(|block| std::mem::take(&mut block.queue)).collect();
        read(self);
        let way = Way {
            steps: std::mem::replace(&mut self.steps, steps),
            queues: self.batches.iter_mut().map(|block| std::mem::take(&mut block.queue)).collect(),
        };
        for (block, queue) in self.batches.iter_mut().zip(queues) {
            block.queue = queue;
        }
        way
    }

    /// One of the ways is gone.
    fn either(&mut self, ways: Vec<Way>, why: &str, statement: &Stmt) {
        let line = self.revision.file.line_column(statement.span.start).line;
        let mut alternatives: Vec<Vec<Step>> = Vec::new();
        let mut queued: Vec<Vec<Vec<Step>>> = vec![Vec::new(); self.batches.len()];
        for way in ways {
            alternatives.push(way.steps);
            for (all, queue) in queued.iter_mut().zip(way.queues) {
                all.push(queue);
            }
        }
        let either = |ways: Vec<Vec<Step>>| {
            let differs = ways.iter().any(|way| *way != ways[0]);
            differs
                .then(|| Step::Either { ways: ways.clone(), why: why.to_owned(), line })
                .map_or_else(|| ways.into_iter().next().unwrap_or_default(), |step| vec![step])
        };
        self.steps.extend(either(alternatives));
        for (block, ways) in self.batches.iter_mut().zip(queued) {
            block.queue.extend(either(ways));
        }
    }

    fn branches(
        &mut self,
        statement: &'a Stmt,
        branches: &'a [(Option<Expr>, Vec<Stmt>)],
        names: &mut Names<'a>,
    ) {
        let mut ways = Vec::new();
        let mut why = String::new();
        let mut ends = false;
        for (test, body) in branches {
            let decided = match test {
                None => Some(true),
                Some(test) => {
                    self.calls(test, names, false);
                    self.decide(test, names)
                }
            };
            if decided == Some(false) {
                continue;
            }
            if ways.is_empty() && decided == Some(true) {
                self.body(body, names);
                return;
            }
            if let Some(test) = test
                && why.is_empty()
            {
                why = format!("it depends on `{}`", self.shown(test));
            }
            let mut inner = names.clone();
            ways.push(self.way(|reader| reader.body(body, &mut inner)));
            self.forget(body, names);
            if decided == Some(true) {
                ends = true;
                break;
            }
        }
        if ways.is_empty() {
            return;
        }
        if !ends {
            ways.push(self.way(|_| {}));
        }
        self.either(ways, &why, statement);
    }

    /// Whether a test holds on Postgres.
    fn decide(&self, test: &'a Expr, names: &Names<'a>) -> Option<bool> {
        if let Some(truth) = self.truth(test, names) {
            return Some(truth);
        }
        let (resolved, _) = self.resolve(test, names);
        match guards_of_test(resolved, &self.revision.names) {
            (Guard::Postgres, _) | (_, Guard::Other) => Some(true),
            (Guard::Other, _) | (_, Guard::Postgres) => Some(false),
            _ => None,
        }
    }

    fn repeated(
        &mut self,
        statement: &'a Stmt,
        targets: &'a [Expr],
        expressions: &'a [Expr],
        bodies: &'a [Vec<Stmt>],
        names: &mut Names<'a>,
    ) {
        let [body, otherwise] = bodies else { return };
        let items = expressions.first().filter(|_| !targets.is_empty());
        let items = items.and_then(|items| self.items(items, names)).filter(|items| items.len() <= TURNS);
        // `break` and `continue` leave a turn where the text does not tell.
        let mut leaves = false;
        body.iter().for_each(|inner| {
            inner.walk(&mut |inner| {
                leaves |= matches!(&inner.kind, StmtKind::Other(parts) if parts.is_empty());
            });
        });
        if let Some(items) = items.filter(|_| !leaves) {
            for (item, inner) in items {
                targets.iter().for_each(|target| self.assign(target, Some((item, &inner)), names));
                self.body(body, names);
            }
            self.body(otherwise, names);
            return;
        }
        self.forget(body, names);
        targets.iter().for_each(|target| self.assign(target, None, names));
        let mut inner = names.clone();
        let way = self.way(|reader| reader.body(body, &mut inner));
        let ways = vec![way, self.way(|_| {})];
        self.either(ways, "it runs in a loop whose turns are not in the text", statement);
        self.body(otherwise, names);
    }

    fn tried(&mut self, statement: &'a Stmt, bodies: &'a [Vec<Stmt>], names: &mut Names<'a>) {
        let [body, handlers @ .., otherwise, finally] = bodies else { return };
        let whole = self.way(|reader| {
            reader.body(body, &mut names.clone());
            reader.body(otherwise, &mut names.clone());
        });
        let mut ways = vec![whole];
        for handler in handlers {
            ways.push(self.way(|reader| reader.body(handler, &mut names.clone())));
            ways.push(self.way(|reader| {
                reader.body(body, &mut names.clone());
                reader.body(handler, &mut names.clone());
            }));
        }
        bodies.iter().for_each(|body| self.forget(body, names));
        self.either(ways, "an exception in it is caught", statement);
        self.body(finally, names);
    }

    fn with(
        &mut self,
        statement: &'a Stmt,
        items: &'a [(Expr, Option<Expr>)],
        body: &'a [Stmt],
        names: &mut Names<'a>,
    ) {
        let mut opened = 0;
        for (value, target) in items {
            let batch = self.revision.batches.iter().find(|batch| {
                std::ptr::eq(batch.statement, statement)
                    && self
                        .operations
                        .get(&value.span)
                        .is_some_and(|found| found.kind == OpKind::BatchAlterTable)
            });
            match (batch, target) {
                (Some(_), Some(Expr { kind: ExprKind::Name(name), .. })) => {
                    let table = self.batch_table(value, names);
                    self.batches.push(Block { table, queue: Vec::new() });
                    bind(names, name, Bound::Batch(self.batches.len() - 1));
                    opened += 1;
                }
                _ => {
                    self.calls(value, names, false);
                    if let Some(target) = target {
                        self.assign(target, Some((value, &names.clone())), names);
                    }
                }
            }
        }
        self.body(body, names);
        for _ in 0..opened {
            if let Some(block) = self.batches.pop() {
                self.steps.extend(block.queue);
            }
        }
    }
}
