//! Indexes that a type's package makes beside its columns, without a word of them in the revision.

use super::batch::holds_word;
use super::context::Planner;
use super::create_table::behind;
use super::known::{Candidate, KnownType, Target};
use super::raw::RawLines;
use super::{Mend, Reason};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::python::{ExprKind, StmtKind, enclosing};
use crate::revision::{Column, OpKind, Operation, Place, Wrapper};
use crate::source::Span;
use crate::sql::{TableName, create_index, created_index_name, identifier};

/// The longest name that SQLAlchemy lets through, in characters.
const LONGEST_NAME: usize = 63;

/// What comes into being beside a column.
#[derive(Debug)]
pub(super) enum Beside {
    /// Nothing.
    Nothing,
    /// An index, by this statement.
    Index(String),
    /// An index that the revision creates too.
    Own {
        /// Its name.
        name: String,
        /// Where the revision creates it.
        span: Span,
    },
}

impl Beside {
    /// The statement that has to follow the column's own.
    pub(super) fn statement(self) -> Option<String> {
        match self {
            Self::Index(sql) => Some(sql),
            Self::Nothing | Self::Own { .. } => None,
        }
    }
}

/// What the package makes beside the column of a candidate.
pub(super) fn beside(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    known: &KnownType,
) -> Result<Beside, Reason> {
    let Some(created) = known.creates.as_ref().filter(|_| comes_with_column(planner, candidate)) else {
        return Ok(Beside::Nothing);
    };
    let unclear =
        || "the type's package makes an index beside the column, and for which is unclear".to_owned();
    if candidate.found.wrappers.contains(&Wrapper::Variant) {
        return Err(unclear());
    }
    let (operation, table, column) = column_of(planner, candidate).ok_or_else(unclear)?;
    let name = created.name(&table.name, &column);
    if let Some(span) = own(planner, operation, &table, &name)? {
        return Ok(Beside::Own { name, span });
    }
    let key = created.key(&identifier(&column));
    Ok(Beside::Index(create_index(&name, &table, &created.using, &key)))
}

/// Whether the type is that of a new column: an array of it and a change of type bring no index, nor does
/// `add_geospatial_column`.
fn comes_with_column(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> bool {
    let found = candidate.found;
    let operation = found.operation.map(|at| &planner.revision.operations[at]);
    let is_bare =
        operation.is_some_and(|operation| operation.kind == OpKind::AddColumn && operation.plugin.is_some());
    !is_bare
        && !matches!(found.place, Place::NewType | Place::ExistingType)
        && !found.wrappers.iter().any(|wrapper| matches!(wrapper, Wrapper::Array { .. }))
}

/// The operation that makes the column, its table, and the column's name.
fn column_of<'a, 'm>(
    planner: &Planner<'a, 'm>,
    candidate: &Candidate<'_, 'm>,
) -> Option<(&'a Operation<'m>, TableName, String)> {
    let operation = &planner.revision.operations[candidate.found.operation?];
    let makes = matches!(operation.kind, OpKind::CreateTable | OpKind::AddColumn)
        && candidate.found.place == Place::Column;
    let table = planner.table(operation).filter(|_| makes)?;
    let column = Column::read(planner.revision, candidate.found.column?)?;
    Some((operation, table, planner.revision.string(column.name?)?))
}

/// Where the revision itself creates the index that comes with the column of `operation`.
fn own(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    table: &TableName,
    name: &str,
) -> Result<Option<Span>, Reason> {
    let in_table = operation.arguments.rest.iter().find(|argument| {
        argument.value.as_call().is_some_and(|(function, arguments)| {
            function.dotted().is_some_and(|path| path.rsplit('.').next() == Some("Index"))
                && arguments.first().and_then(|first| planner.revision.string(&first.value)).as_deref()
                    == Some(name)
        })
    });
    if let Some(argument) = in_table {
        return Ok(Some(argument.value.span));
    }
    let function = |offset| planner.revision.function_at(offset).map(|function| function.statement.span);
    let start = operation.call.span.start;
    let later =
        planner.revision.operations.iter().filter(|other| {
            other.call.span.start > start && function(other.call.span.start) == function(start)
        });
    for other in later {
        match step(planner, other, table, name) {
            Step::Creates if same_run(planner, operation, other) => return Ok(Some(other.call.span)),
            Step::Creates => {
                return Err(format!("the revision creates the index `{name}` under a condition of its own"));
            }
            Step::Drops => return Ok(None),
            Step::Other => {}
        }
    }
    Ok(None)
}

/// What an operation does to an index.
enum Step {
    Creates,
    Drops,
    Other,
}

fn step(planner: &Planner<'_, '_>, operation: &Operation<'_>, table: &TableName, name: &str) -> Step {
    let arguments = &operation.arguments;
    let string = |parameter: &str| arguments.get(parameter).and_then(|value| planner.revision.string(value));
    let same_name = || string("index_name").as_deref() == Some(name);
    let same_table = || planner.table(operation).as_ref() == Some(table);
    let is_lenient = arguments
        .get("if_not_exists")
        .filter(|_| operation.plugin.is_none())
        .is_some_and(|value| !matches!(value.kind, ExprKind::Boolean(false) | ExprKind::None));
    match operation.kind {
        OpKind::CreateIndex if same_name() && same_table() && !is_lenient => Step::Creates,
        OpKind::DropIndex if same_name() => Step::Drops,
        OpKind::DropTable | OpKind::DropColumn if same_table() => Step::Drops,
        OpKind::RenameTable => Step::Drops,
        OpKind::Execute => {
            let sql = string("sqltext").unwrap_or_default();
            if created_index_name(&sql).as_deref() == Some(name) {
                Step::Creates
            } else if holds_word(&sql, name) && holds_word(&sql, "drop") {
                Step::Drops
            } else {
                Step::Other
            }
        }
        OpKind::AddColumn
        | OpKind::CreateTable
        | OpKind::AlterColumn
        | OpKind::DropColumn
        | OpKind::DropTable
        | OpKind::CreateIndex
        | OpKind::DropIndex
        | OpKind::CreateConstraint
        | OpKind::DropConstraint
        | OpKind::TableComment
        | OpKind::BulkInsert
        | OpKind::BatchAlterTable
        | OpKind::Other => Step::Other,
    }
}

/// Whether `second` runs whenever `first` does.
fn same_run(planner: &Planner<'_, '_>, first: &Operation<'_>, second: &Operation<'_>) -> bool {
    let conditions = |operation: &Operation<'_>| -> Vec<Span> {
        enclosing(&planner.revision.module.body, operation.call.span.start)
            .into_iter()
            .filter(|statement| {
                !matches!(statement.kind, StmtKind::With { .. }) && !statement.bodies().is_empty()
            })
            .map(|statement| statement.span)
            .collect()
    };
    conditions(first) == conditions(second)
}

/// The edits that keep the index where the package's type goes.
pub(super) fn kept(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    known: &KnownType,
) -> Result<Option<Edit>, Reason> {
    let Some(sql) = beside(planner, candidate, known)?.statement() else { return Ok(None) };
    let (operation, ..) = column_of(planner, candidate).ok_or("no column")?;
    let statement = operation.site.statement;
    let plain = operation.site.is_statement || matches!(statement.kind, StmtKind::Assign { .. });
    if operation.site.batch.is_some() || !plain || !planner.has_own_lines(statement.span) {
        return Err("the index that comes with the column has no place behind it".to_owned());
    }
    let original = candidate.found.expr.span;
    let (lines, import) = RawLines::instead_of(planner, operation, candidate, original, vec![sql])?;
    if import.is_some() {
        return Err("nothing that runs statements is bound".to_owned());
    }
    Ok(Some(behind(planner, operation, &lines)))
}

/// The edit that makes the package leave the index alone.
pub(super) fn turn_off(candidate: &Candidate<'_, '_>, known: &KnownType) -> Result<Edit, Reason> {
    let found = candidate.found;
    let created = known.creates.as_ref().ok_or("there is no index")?;
    let name = created.when.as_deref().ok_or("the type always makes its index")?;
    if created.operator_class.is_some() || known.call.is_some() {
        return Err("only the type itself makes an index of this kind: delete the other one".to_owned());
    }
    let position =
        candidate.rule.and_then(|rule| rule.arguments.iter().position(|argument| argument.name == name));
    let written = found.arguments.iter().enumerate().find(|(at, argument)| {
        argument.keyword() == Some(name) || (argument.keyword().is_none() && position == Some(*at))
    });
    if let Some((_, argument)) = written {
        return Ok(Edit::replace(argument.value.span, "False"));
    }
    let turned_off = format!("{name}=False");
    Ok(match (&found.expr.kind, found.arguments.last()) {
        (ExprKind::Call { .. }, Some(last)) => Edit::insert(last.span.end, format!(", {turned_off}")),
        (ExprKind::Call { parentheses, .. }, None) => Edit::insert(parentheses.start + 1, turned_off),
        _ => Edit::insert(found.expr.span.end, format!("({turned_off})")),
    })
}

/// A finding for each index that comes with its column and is created again.
pub(super) fn duplicates(planner: &Planner<'_, '_>, candidates: &[Candidate<'_, '_>]) -> Vec<Finding> {
    candidates.iter().filter_map(|candidate| duplicate(planner, candidate)).collect()
}

fn duplicate(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<Finding> {
    let Target::Known(known) = &candidate.target else { return None };
    let Ok(Beside::Own { name, span }) = beside(planner, candidate, known) else { return None };
    let rule = candidate.rule?;
    let statement = enclosing(&planner.revision.module.body, span.start).last().copied()?;
    if planner.suppressions.hides(Code::DuplicateIndex, Some(&rule.id), statement.span, planner.file()) {
        return None;
    }
    let message = format!("the index `{name}` comes with its column, so it exists already");
    let mut finding = Finding::new(Code::DuplicateIndex, Severity::Error, span, message);
    finding.rule = Some(rule.id.to_string());
    match (&candidate.finding.fix, &candidate.blocked) {
        (Some(fix), _) => finding.fix = Some(fix.clone()),
        (None, Some(reason)) => finding.reason = Some(reason.clone()),
        (None, None) => match turned_off(planner, candidate, known) {
            Ok(mend) => finding.fix = Some(mend.fix),
            Err(reason) => finding.reason = Some(reason),
        },
    }
    Some(finding)
}

fn turned_off(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    known: &KnownType,
) -> Result<Mend, Reason> {
    if let Some(reason) = super::batch::left_alone(planner, candidate)
        .or_else(|| super::dialects::objection(planner, candidate))
    {
        return Err(reason);
    }
    let name = known.creates.as_ref().and_then(|created| created.when.as_deref()).unwrap_or_default();
    let edits = vec![turn_off(candidate, known)?];
    Ok(Mend { fix: Fix { title: format!("write `{name}=False`"), rewrite: None, edits } })
}

/// Turns the finding into one about a name that SQLAlchemy refuses, if the index has such.
pub(super) fn refuse_long_name(planner: &Planner<'_, '_>, candidate: &mut Candidate<'_, '_>) {
    let Target::Known(KnownType { creates: Some(created), .. }) = &candidate.target else { return };
    if !comes_with_column(planner, candidate) {
        return;
    }
    let Some((_, table, column)) = column_of(planner, candidate) else { return };
    let name = created.name(&table.name, &column);
    if name.chars().count() <= LONGEST_NAME {
        return;
    }
    let off = created.when.as_ref().map_or_else(String::new, |when| format!("write `{when}=False`, and "));
    let what = format!("the index that comes with it would be called `{name}`");
    candidate.finding.code = Code::InvalidArgument;
    candidate.finding.severity = Severity::Error;
    candidate.finding.message = format!("{}: {what}", candidate.finding.message);
    candidate.finding.help = Some(format!("{off}create an index with a shorter name"));
    candidate.blocked = Some(format!("SQLAlchemy refuses names of more than {LONGEST_NAME} characters"));
}
