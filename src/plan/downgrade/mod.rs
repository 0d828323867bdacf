//! Downgrades that do not take back what their upgrades do to custom types.

#![expect(clippy::wildcard_enum_match_arm, reason = "most statements do more than add something")]

mod balance;
mod respect;
mod write;

use std::collections::BTreeSet;

use super::Reason;
use super::context::Planner;
use super::past::{place, why};
use super::{dialects, extension_history::type_name};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Fix, Patch};
use crate::python::{Stmt, StmtKind, enclosing, parse};
use crate::revision::{Guard, OpKind, Revision};
use crate::rules::RuleSet;
use crate::schema::{
    History, Leftover, Origin, Schema, Script, Shortfall, Step, Taint, Types, Undo, bare_type,
    is_built_in_type, read,
};
use crate::source::{SourceFile, Span};
use crate::sql::{Action, ColumnDef, Statement, read_statements};

/// A finding for each thing that the downgrade leaves undone, once the fixes of `others` are made.
pub(super) fn findings(planner: &Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    let codes = [Code::MissingDowngrade, Code::WrongDowngrade];
    if !codes.iter().any(|code| planner.wants(*code, None)) {
        return Vec::new();
    }
    let Some(function) = downgrade(planner) else { return Vec::new() };
    if respect::is_final(planner, function) || !respect::upgrade_runs(planner, others) {
        return Vec::new();
    }
    let path = planner.file().path();
    let is_spoken_of = |word: &str| planner.surroundings.is_spoken_of(planner.rules, path, word);
    if balance::is_balanced(planner.script(), &is_spoken_of) {
        return Vec::new();
    }
    let mut patch = Patch::new(planner.file().text());
    let fixes = others.iter().filter_map(|finding| finding.fix.as_ref());
    // What contradicts each other is told of where the fixes are made.
    if !fixes.map(|fix| patch.push(fix)).all(|pushed| pushed.is_ok()) {
        return Vec::new();
    }
    if patch.is_empty() {
        return Downgrade { planner, function, patch: &patch, revision: planner.revision }.findings();
    }
    let fixed = SourceFile::from_text(planner.file().path(), patch.apply());
    let Ok(module) = parse(&fixed) else { return Vec::new() };
    let Some(revision) = Revision::read(&fixed, &module) else { return Vec::new() };
    Downgrade { planner, function, patch: &patch, revision: &revision }.findings()
}

/// The one function that takes the revision back, where one makes it.
fn downgrade<'m>(planner: &Planner<'_, 'm>) -> Option<&'m Stmt> {
    let named = |start: &str| {
        let mut found = planner.revision.functions.iter().filter(|function| function.name.starts_with(start));
        let only = found.next().map(|function| function.statement);
        only.filter(|_| found.next().is_none())
    };
    named("upgrade")?;
    named("downgrade")
}

/// A downgrade that is looked at.
struct Downgrade<'a, 'r, 'm> {
    planner: &'a Planner<'r, 'm>,
    /// The function as it is written.
    function: &'m Stmt,
    /// What else is changed in the file.
    patch: &'a Patch<'a>,
    /// The revision with that changed.
    revision: &'a Revision<'a>,
}

impl Downgrade<'_, '_, '_> {
    fn findings(&self) -> Vec<Finding> {
        let planner = self.planner;
        let mut script = read(self.revision, planner.rules);
        if script.upgrade.is_empty() {
            return Vec::new();
        }
        if script.downgrade.iter().all(|step| *step == Step::Return) {
            script.downgrade.clear();
        }
        let nothing = Schema::default();
        let (history, before) = if needs_past(&script.upgrade, &|name| is_known(planner.rules, name)) {
            let Some(history) = planner.history() else { return Vec::new() };
            let before = planner.before.get_or_init(|| history.behind(&planner.revision.parents()));
            // Of a history that is not whole nothing can be said.
            let Ok(before) = before else { return Vec::new() };
            (Some(history), before)
        } else if planner.surroundings.memory().is_some() {
            (None, &nothing)
        } else {
            return Vec::new();
        };
        let undo = self.undo(history, before, &script);
        let mut kept: Vec<&Leftover> =
            undo.leftovers.iter().filter(|found| !found.custom || !self.is_hidden(found)).collect();
        if !kept.iter().any(|found| found.custom) {
            kept.clear();
        }
        let objections: Vec<Option<Reason>> = kept.iter().map(|found| self.objection(found, &undo)).collect();
        let whole = script.downgrade.is_empty();
        let blocked = objections.iter().flatten().next().filter(|_| whole).cloned();
        let written: Vec<&Leftover> = kept
            .iter()
            .zip(&objections)
            .filter(|(_, objection)| objection.is_none() && blocked.is_none())
            .map(|(found, _)| *found)
            .collect();
        let fix = self.fix(history, before, &script, &written);
        let told = kept.iter().zip(objections).filter(|(found, _)| found.custom);
        told.map(|(found, objection)| {
            let mut finding = self.finding(found);
            match objection.or_else(|| blocked.clone()).map_or_else(|| fix.clone(), Err) {
                Ok(fix) => finding.fix = Some(Fix { title: write::title(found), ..fix }),
                Err(reason) => finding.reason = Some(reason),
            }
            finding
        })
        .collect()
    }

    fn undo(&self, history: Option<&History>, before: &Schema, script: &Script) -> Undo {
        let rules = self.planner.rules;
        let known = |name: &str| is_known(rules, name);
        let cast = |from: &str, to: &str, column: &str| super::casts::cast(rules, from, to, column);
        let file = self.revision.file;
        let executed: BTreeSet<u32> = self
            .revision
            .operations
            .iter()
            .filter(|operation| operation.kind == OpKind::Execute)
            .map(|operation| file.line(operation.call.span.start))
            .collect();
        let raw = |line: u32| executed.contains(&line);
        Undo::read(history, before, script, &Types { known: &known, raw: &raw, cast: &cast })
    }

    /// Why what was found is not mended.
    fn objection(&self, found: &Leftover, undo: &Undo) -> Option<Reason> {
        let planner = self.planner;
        if let Err(taint) = &found.statements {
            return Some(format!("no statement can be written for it: {}", self.why(taint)));
        }
        if let Some(taint) = &undo.doubt {
            return Some(format!("the upgrade does something that is not understood: {}", self.why(taint)));
        }
        if found.conditional && !planner.options.unsafe_fixes {
            return Some(
                "it is made only if it is not there, and may have been there before; `--unsafe` takes it away"
                    .to_owned(),
            );
        }
        let at = self.offset(found.line);
        let guard = planner.revision.guard_at(at);
        if guard == Guard::Postgres || guard == Guard::Unclear {
            return Some("it depends on the database".to_owned());
        }
        let evidence = planner.other_dialect()?;
        Some(dialects::runs_elsewhere(evidence))
    }

    /// The fix that undoes all of `written`, proved by a second look.
    fn fix(
        &self,
        history: Option<&History>,
        before: &Schema,
        script: &Script,
        written: &[&Leftover],
    ) -> Result<Fix, Reason> {
        let all = || written.iter().filter_map(|found| found.statements.as_ref().ok()).flatten();
        if all().next().is_none() {
            return Err("nothing can be written".to_owned());
        }
        if respect::may_return(&script.downgrade) {
            return Err("`downgrade()` returns before its end".to_owned());
        }
        let mut proof = script.clone();
        proof.downgrade.extend(
            all()
                .flat_map(|sql| read_statements(sql))
                .map(|statement| Step::Run { statement: Box::new(statement), line: 0 }),
        );
        let left = self.undo(history, before, &proof);
        let remains = |found: &&Leftover| left.leftovers.iter().any(|other| other.message == found.message);
        if let Some(found) = written.iter().find(|found| remains(found)) {
            return Err(format!("what would be written does not undo that it {}", found.message));
        }
        write::fix(self.planner, self.function, written)
    }

    fn finding(&self, found: &Leftover) -> Finding {
        let code = code(found);
        let origin = self.place(&found.origin);
        let message = format!("`downgrade()` {} ({origin})", found.message);
        Finding::new(code, Severity::Warning, self.span(found.line), message)
    }

    fn is_hidden(&self, found: &Leftover) -> bool {
        let planner = self.planner;
        let span = self.span(found.line);
        let statements = enclosing(&planner.revision.module.body, span.start);
        let statement = statements.last().map_or(span, |statement| match &statement.kind {
            StmtKind::Function { name, .. } => name.span,
            _ => statement.span,
        });
        let suppressed = planner.suppressions.hides(code(found), None, statement, planner.file());
        suppressed || !planner.wants(code(found), None)
    }

    /// The place in the file as it is of a line of the file as it becomes.
    fn offset(&self, line: u32) -> u32 {
        let file = self.revision.file;
        if line == 0 || line > file.line_count() {
            return self.function.span.start;
        }
        let text = file.slice(file.line_span(line));
        let indent = u32::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
        self.patch.origin_of(file.line_span(line).start + indent)
    }

    /// What is underlined: the operation that stands on the line, else the function's name.
    fn span(&self, line: u32) -> Span {
        let planner = self.planner;
        let name = match &self.function.kind {
            StmtKind::Function { name, .. } => name.span,
            _ => self.function.span,
        };
        if line == 0 {
            return name;
        }
        let at = self.offset(line);
        let operation = planner.revision.operations.iter().rev().find(|operation| {
            let call = operation.call.span;
            call.start <= at && at < call.end || planner.file().line(call.start) == planner.file().line(at)
        });
        operation.and_then(|operation| operation.call.as_call()).map_or(name, |(function, _)| function.span)
    }

    /// `0002_drop.py:12`, by the lines of the file as it is.
    fn place(&self, origin: &Origin) -> String {
        let mut origin = origin.clone();
        if origin.path.as_path() == self.planner.file().path() {
            origin.line = self.planner.file().line(self.offset(origin.line));
        }
        place(self.planner, &origin)
    }

    fn why(&self, taint: &Taint) -> String {
        let mut taint = taint.clone();
        if taint.origin.path.as_path() == self.planner.file().path() {
            taint.origin.line = self.planner.file().line(self.offset(taint.origin.line));
        }
        why(self.planner, &taint)
    }
}

/// Whether a rule gives columns a type of this name.
fn is_known(rules: &RuleSet, name: &str) -> bool {
    let forms = rules.rules().iter().flat_map(|rule| &rule.sql);
    forms.filter_map(type_name).any(|own| own == name)
}

fn code(found: &Leftover) -> Code {
    match found.shortfall {
        Shortfall::Missing => Code::MissingDowngrade,
        Shortfall::Wrong => Code::WrongDowngrade,
    }
}

/// Whether the upgrade touches what earlier revisions made, beyond adding to it.
fn needs_past(steps: &[Step], known: &dyn Fn(&str) -> bool) -> bool {
    let needs = |column: &ColumnDef| {
        column.type_sql.as_ref().is_ok_and(|sql| !is_built_in_type(sql) && !known(bare_type(sql)))
    };
    steps.iter().any(|step| match step {
        Step::Run { statement, .. } => match &**statement {
            Statement::AlterTable { actions, .. } => {
                let adds = |action: &Action| match action {
                    Action::AddColumn { column, unless_there } => !unless_there && !needs(column),
                    Action::Nothing | Action::Extra(_) => true,
                    _ => false,
                };
                !actions.iter().all(adds)
            }
            Statement::CreateTable(create) => create.unless_there || create.columns.iter().any(needs),
            Statement::CreateEnum { unless_there, .. } => *unless_there,
            Statement::CreateExtension(_) | Statement::CreateSequence { .. } | Statement::Harmless => false,
            _ => true,
        },
        Step::Call(steps) => needs_past(steps, known),
        Step::Either { .. } | Step::Somewhere { .. } => true,
        Step::Return | Step::Fail => false,
    })
}
