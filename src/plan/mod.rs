//! From what a revision holds to what should be done about it.

mod add_column;
mod alter_column;
mod answers;
mod argument_edits;
mod arguments;
mod batch;
mod casts;
mod column_ddl;
mod companion;
mod context;
mod create_table;
mod dialects;
mod downgrade;
mod extension;
mod extension_history;
mod extension_table;
mod foreign;
mod foreign_operation;
mod imports;
mod in_place;
mod known;
mod learnt;
mod lost;
mod missing_cast;
mod operator_class;
mod options;
mod past;
mod raw;
mod raw_type;
mod stuck_default;
mod suppression;
mod undefined;

pub use extension_history::{ExtensionFacts, ExtensionHistory};
pub use options::{
    Alone, ColumnOrder, CreateExtension, Dimension, DimensionEntry, Options, ReadExtensions, RuleOverride,
    Selection, Selector, Surroundings,
};

pub use learnt::{LearntRule, Memory, learnt_types, loaded, pattern, shape, unknown_types};

use context::{Mended, Planner};
use known::{Candidate, Target};

use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Fix, Rewrite};
use crate::revision::{OpKind, Place, Revision};
use crate::rules::RuleSet;
use crate::schema::{Told, ToldType};
use crate::sql::identifier;

/// Why a finding is not mended.
type Reason = String;

/// What mends one type expression.
#[derive(Clone, Debug)]
struct Mend {
    fix: Fix,
}

/// What is found in a revision.
#[derive(Debug)]
pub struct Plan {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// What the type expressions that are mended stand for.
    pub told: Told,
    /// Whether the history was asked.
    pub asked_past: bool,
}

impl Plan {
    /// What is found without a look at the types.
    pub fn of(findings: Vec<Finding>) -> Self {
        Self { findings, told: Told::default(), asked_past: false }
    }
}

/// Plans what should be done about a revision.
pub fn plan(
    revision: &Revision<'_>,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Plan {
    let mut planner = Planner::new(revision, rules, options, surroundings);
    let mut candidates = known::candidates(&planner);
    for candidate in &mut candidates {
        settle(&planner, candidate);
    }
    leave_inner(&mut candidates);
    mend(&mut planner, &mut candidates);
    let casts = missing_cast::findings(&planner, &candidates);
    let indexes = companion::duplicates(&planner, &candidates);
    let mut findings: Vec<Finding> =
        candidates.into_iter().flat_map(|candidate| candidate.into_findings(options)).collect();
    findings.extend(undefined::findings(&mut planner, &findings));
    findings.extend(casts);
    findings.extend(indexes);
    findings.extend(extension_table::findings(&planner));
    findings.extend(extension::findings(&mut planner));
    findings.extend(operator_class::findings(&planner));
    findings.extend(foreign_operation::findings(&planner, &findings));
    findings.extend(foreign::findings(&planner, &findings));
    findings.retain(|finding| planner.wants(finding.code, finding.rule.as_deref()));
    imports::remove_freed(&planner, &mut findings);
    findings.extend(downgrade::findings(&planner, &findings));
    findings.extend(planner.suppressions.unused(options));
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.code));
    let asked_past = planner.before.get().is_some();
    Plan { findings, told: planner.told, asked_past }
}

/// Decides whether a candidate is to be mended at all.
fn settle(planner: &Planner<'_, '_>, candidate: &mut Candidate<'_, '_>) {
    let rule = candidate.rule.map(|rule| rule.id.clone());
    let statement = candidate.found.statement;
    if planner.suppressions.hides(
        candidate.finding.code,
        rule.as_ref(),
        statement.span,
        planner.revision.file,
    ) {
        candidate.hidden = true;
        return;
    }
    let wanted = planner.options.selection.wants(candidate.finding.code, rule.as_ref());
    let counts = candidate.finding.severity > Severity::Note
        || (planner.options.freeze && candidate.rule.is_some())
        || !candidate.secrets.is_empty();
    candidate.hidden = !wanted && candidate.secrets.is_empty();
    candidate.active = !candidate.hidden && counts && candidate.blocked.is_none();
    if candidate.active
        && let Some(reason) = dialects::objection(planner, candidate)
    {
        candidate.block(reason);
    }
}

/// What stands inside of a type expression that is replaced goes with it.
fn leave_inner(candidates: &mut [Candidate<'_, '_>]) {
    let replaced: Vec<crate::source::Span> = candidates
        .iter()
        .filter(|candidate| {
            let stays = |known: &known::KnownType| known.way == Rewrite::Import;
            candidate.active && matches!(&candidate.target, Target::Known(known) if !stays(known))
        })
        .map(|candidate| candidate.found.expr.span)
        .collect();
    for candidate in candidates {
        let span = candidate.found.expr.span;
        if replaced.iter().any(|outer| *outer != span && outer.contains(span)) {
            candidate.active = false;
            candidate.hidden = true;
        }
    }
}

/// Works out the fixes of the active candidates, operation by operation.
fn mend(planner: &mut Planner<'_, '_>, candidates: &mut [Candidate<'_, '_>]) {
    let mut done = vec![false; candidates.len()];
    for index in 0..candidates.len() {
        if !candidates[index].active || done[index] {
            continue;
        }
        let group = group_of(candidates, index);
        let operation = candidates[index].found.operation.map(|at| &planner.revision.operations[at]);
        let kind = operation.map(|operation| (operation, operation.kind, candidates[index].found.place));
        let results = match kind {
            Some((operation, OpKind::CreateTable, Place::Column)) => {
                create_table::mend(planner, operation, candidates, &group)
            }
            Some((operation, OpKind::AddColumn, Place::Column)) => {
                add_column::mend(planner, operation, candidates, &group)
            }
            Some((operation, OpKind::AlterColumn, _)) => {
                alter_column::mend(planner, operation, candidates, &group)
            }
            _ => in_place::mend_all(planner, candidates, &group),
        };
        for (at, result) in results {
            done[at] = true;
            let candidate = &mut candidates[at];
            match result {
                Ok(mend) => {
                    let imports = mend.fix.rewrite == Some(Rewrite::Import);
                    if let Some(told) = candidate.told(planner, imports) {
                        planner.told.tell(candidate.found.expr.span, told);
                    }
                    // What runs today has its extension from elsewhere.
                    let makes_column = candidate.finding.severity > Severity::Note
                        && matches!(candidate.target, Target::Known(_))
                        && candidate.makes_column(planner);
                    let needs =
                        candidate.rule.filter(|_| makes_column).and_then(|rule| rule.extension.clone());
                    planner.mended.extend(needs.map(|extension| Mended {
                        extension,
                        offset: candidate.found.expr.span.start,
                        rule: candidate.finding.rule.clone(),
                    }));
                    candidate.finding.fix = Some(mend.fix);
                }
                Err(reason) => candidate.block(reason),
            }
        }
    }
}

/// The active candidates of the same operation, in the order of the text; those without one stand alone.
fn group_of(candidates: &[Candidate<'_, '_>], index: usize) -> Vec<usize> {
    let Some(operation) = candidates[index].found.operation else { return vec![index] };
    (0..candidates.len())
        .filter(|&at| candidates[at].active && candidates[at].found.operation == Some(operation))
        .collect()
}

impl Candidate<'_, '_> {
    /// Whether a column of the type comes to be: a table that rows are only put into has it already, and so
    /// has one whose column was of it.
    fn makes_column(&self, planner: &Planner<'_, '_>) -> bool {
        let operation = self.found.operation.map(|at| &planner.revision.operations[at]);
        let old = operation.and_then(|operation| operation.arguments.get("existing_type"));
        if old.is_some_and(|old| old.span.contains(self.found.expr.span)) {
            return false;
        }
        match self.found.place {
            Place::Value | Place::ExistingType => false,
            Place::TableColumn => self.found.column.is_some_and(|column| {
                !planner.file().slice(column.span).split('(').next().unwrap_or("").ends_with("column")
            }),
            Place::Column | Place::NewType | Place::Nested | Place::Other => true,
        }
    }

    /// What its expression stands for.
    fn told(&self, planner: &Planner<'_, '_>, imports: bool) -> Option<ToldType> {
        let Target::Known(known) = &self.target else { return None };
        let schema = planner.options.extension_schema.as_ref();
        let schema = schema.filter(|_| self.rule.is_some_and(|rule| rule.qualify));
        // The package knows nothing of the schema.
        let prefix = schema.filter(|_| imports).map(|schema| format!("{}.", identifier(schema)));
        let bare = |sql: &String| {
            let bare = prefix.as_ref().and_then(|prefix| sql.strip_prefix(prefix));
            bare.unwrap_or(sql).to_owned()
        };
        let qualified = schema.is_some() && !imports;
        Some(ToldType {
            sql: known.sql.as_ref().map(bare),
            instead: qualified || self.finding.source.is_some(),
            integer: self.rule.is_some_and(crate::rules::Rule::is_integer),
            creates: known.creates.clone().filter(|_| prefix.is_none()),
            extension: self.rule.and_then(|rule| rule.extension.clone()),
        })
    }

    fn block(&mut self, reason: Reason) {
        self.active = false;
        self.blocked = Some(reason);
    }

    fn into_findings(self, options: &Options) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Self { mut finding, hidden, blocked, secrets, .. } = self;
        for (name, span) in secrets {
            let mut secret = Finding::new(
                Code::SecretInRevision,
                Severity::Error,
                span,
                format!("the secret `{name}` is written into the revision"),
            );
            secret.rule.clone_from(&finding.rule);
            secret.fix.clone_from(&finding.fix);
            secret.reason.clone_from(&blocked);
            secret.help = Some("change the key, and remove it from the repository's history".to_owned());
            findings.push(secret);
        }
        // A note would tell of an expression that is already mended for its secret.
        let told = finding.severity == Severity::Note && !findings.is_empty();
        if !hidden && !told {
            if finding.severity > Severity::Note || options.freeze {
                finding.reason = blocked;
            }
            findings.push(finding);
        }
        findings
    }
}
