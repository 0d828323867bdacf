//! `alter_column`: changes of type as raw SQL, and old types that Postgres does not need.

use super::argument_edits::ArgumentRemoval;
use super::column_ddl::type_sql;
use super::context::Planner;
use super::known::{Candidate, KnownType, Target, hides_another};
use super::raw::RawLines;
use super::stuck_default::{self, StuckDefault};
use super::{Mend, Reason, batch, in_place, undefined};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix, Rewrite};
use crate::python::{Argument, Expr, ExprKind, Root, string_literal};
use crate::revision::{Operation, Place};
use crate::rules::{Lookup, TypeReference};
use crate::sql::{TableName, alter_type, halve_percent, identifier};

/// What a change of type is as SQL.
struct Change {
    /// The change itself, and what has to run around it.
    sql: String,
    statements: Vec<String>,
    /// Indices of the arguments that the SQL stands for.
    covered: Vec<usize>,
    /// Whether anything is left for the operation to do.
    rest: bool,
}

/// Mends the candidates of one `alter_column`.
pub(super) fn mend(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
) -> Vec<(usize, Result<Mend, Reason>)> {
    if let Some(reason) = group.iter().find_map(|&at| batch::left_alone(planner, &candidates[at])) {
        return group.iter().map(|&at| (at, Err(reason.clone()))).collect();
    }
    let new = group.iter().copied().find(|&at| candidates[at].found.place == Place::NewType);
    if let Some(at) = new {
        // One change of the whole call mends the old type with the new.
        let whole = raw(planner, operation, candidates, at).map(|fix| Mend { fix });
        let stuck = stuck_in_place(planner, operation, &candidates[at]).map(Err);
        if let Some(result) = whole.ok().map(Ok).or(stuck) {
            return group.iter().map(|&at| (at, result.clone())).collect();
        }
    }
    let is_dropped = |at: &usize| {
        let found = candidates[*at].found;
        found.place == Place::ExistingType && !found.standard
    };
    let dropped: Vec<(usize, Result<Mend, Reason>)> = group
        .iter()
        .filter(|at| is_dropped(at))
        .map(|&at| (at, drop_existing(planner, operation, &candidates[at])))
        .collect();
    group
        .iter()
        .map(|&at| {
            let candidate = &candidates[at];
            // What stands inside an old type goes with it.
            let around = dropped.iter().find(|(old, mend)| {
                let span = candidates[*old].found.expr.span;
                *old == at || (mend.is_ok() && span.contains(candidate.found.expr.span))
            });
            if let Some((_, result)) = around {
                return (at, result.clone());
            }
            let result = match candidate.found.place {
                Place::NewType => in_place::mend(planner, candidate).map(|mut mend| {
                    mend.fix.edits.extend(using_argument(planner, operation, candidate));
                    mend
                }),
                Place::ExistingType
                | Place::Column
                | Place::TableColumn
                | Place::Value
                | Place::Nested
                | Place::Other => in_place::mend(planner, candidate),
            };
            (at, result)
        })
        .collect()
}

/// Whether the change of type can leave the call as raw SQL.
pub(super) fn becomes_raw(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    candidate: &Candidate<'_, '_>,
) -> bool {
    change(planner, operation, candidates, candidate).is_ok_and(|change| !change.rest)
}

fn raw(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    at: usize,
) -> Result<Fix, Reason> {
    let candidate = &candidates[at];
    let change = change(planner, operation, candidates, candidate)?;
    let original = operation.call.span;
    let (mut lines, import) =
        RawLines::instead_of(planner, operation, candidate, original, change.statements)?;
    let mut edits = if !change.rest {
        batch::replace(planner, candidates, operation, &mut lines)?
    } else if operation.site.batch.is_some() {
        return Err("the rest of the change runs when the block ends".to_owned());
    } else {
        let newline = planner.newline();
        let text = format!("{}{newline}{}", lines.render(newline), lines.indent);
        let mut edits = vec![Edit::insert(operation.site.statement.span.start, text)];
        edits.extend(without(planner, operation, change.covered));
        edits
    };
    edits.extend(import);
    Ok(Fix { title: format!("run `{}`", change.sql), ..lines.fix(edits) })
}

fn change(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
    candidate: &Candidate<'_, '_>,
) -> Result<Change, Reason> {
    let Target::Known(known) = &candidate.target else {
        return Err("nothing is known of the type".to_owned());
    };
    let arguments = &operation.arguments;
    if known.way != Rewrite::Sql
        || !operation.site.is_statement
        || !planner.has_own_lines(operation.site.statement.span)
        || arguments.starred
        || !arguments.rest.is_empty()
    {
        return Err("the call has a form that is not understood".to_owned());
    }
    let (table, column) = target(planner, operation)?;
    let sql_type = type_sql(arguments.get("type_"), candidate.found, known)?;
    if hides_another(candidates, candidate.found, None) {
        return Err("a part of the operation is suppressed".to_owned());
    }
    if may_carry_constraint(planner, operation, candidates) {
        return Err("the old type may carry a constraint".to_owned());
    }
    let mut rest = false;
    for (name, argument) in &arguments.named {
        match *name {
            "table_name"
            | "column_name"
            | "schema"
            | "type_"
            | "existing_type"
            | "postgresql_using"
            | "existing_nullable"
            | "existing_server_default"
            | "existing_comment"
            | "autoincrement"
            | "existing_autoincrement" => {}
            "server_default" | "comment" if argument.value.kind == ExprKind::Boolean(false) => {}
            "nullable" | "new_column_name" if argument.value.kind == ExprKind::None => {}
            "nullable" | "server_default" | "comment" | "new_column_name" => rest = true,
            _ => return Err(format!("`{name}` is not understood")),
        }
    }
    let using = using(planner, operation, candidate, &column, &sql_type)?;
    let stuck = match missing_cast(planner, operation, candidate, &column, &sql_type) {
        Some(_) => stuck_default::of(planner, operation, &table, &column)?,
        None => StuckDefault::default(),
    };
    let sql = alter_type(&table, &column, &sql_type, using.as_deref());
    let statements = stuck.before.into_iter().chain([sql.clone()]).chain(stuck.behind).collect();
    let covered = covered(operation, &["type_", "existing_type", "postgresql_using"]);
    Ok(Change { sql, statements, covered, rest })
}

fn target(planner: &Planner<'_, '_>, operation: &Operation<'_>) -> Result<(TableName, String), Reason> {
    let table = planner.table(operation).ok_or("the table's name is no literal")?;
    let column = operation.arguments.get("column_name").and_then(|name| planner.revision.string(name));
    Ok((table, column.ok_or("the column's name is no literal")?))
}

/// Indices, in the call, of the arguments of these names.
fn covered(operation: &Operation<'_>, names: &[&str]) -> Vec<usize> {
    let Some((_, arguments)) = operation.call.as_call() else { return Vec::new() };
    let is_covered = |argument: &Argument| {
        operation
            .arguments
            .named
            .iter()
            .any(|(name, other)| names.contains(name) && std::ptr::eq(*other, argument))
    };
    (0..arguments.len()).filter(|&at| is_covered(&arguments[at])).collect()
}

fn without(planner: &Planner<'_, '_>, operation: &Operation<'_>, removed: Vec<usize>) -> Vec<Edit> {
    let ExprKind::Call { arguments, parentheses, .. } = &operation.call.kind else { return Vec::new() };
    let removal = ArgumentRemoval::new(
        planner.file(),
        planner.revision.module,
        *parentheses,
        arguments,
        removed.clone(),
    );
    removed.into_iter().flat_map(|at| removal.edits_beside_comments(at)).collect()
}

/// Whether the old type may bring a CHECK that Alembic drops with it: an Enum or Boolean, or a type that
/// no rule knows.
fn may_carry_constraint(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidates: &[Candidate<'_, '_>],
) -> bool {
    let Some(old) = operation.arguments.get("existing_type") else { return false };
    let is_old =
        |candidate: &&Candidate<'_, '_>| std::ptr::eq(candidate.found.expr, old) && !candidate.found.standard;
    let found = candidates.iter().find(is_old);
    match found {
        Some(candidate) => candidate.rule.is_none() && candidate.finding.code != Code::NullType,
        None => standard_name(planner, old)
            .is_none_or(|name| matches!(name.as_str(), "ENUM" | "BOOLEAN" | "SCHEMATYPE")),
    }
}

/// The class of a standard type as Postgres knows it: `sa.String(5)` is `VARCHAR`, an array
/// `ARRAY(TEXT)`.
fn standard_name(planner: &Planner<'_, '_>, expr: &Expr) -> Option<String> {
    let (class, arguments) = expr.as_call().unwrap_or((expr, &[]));
    let path = planner.revision.names.resolve(class)?.path;
    let name = path.strip_prefix("sqlalchemy.")?.rsplit('.').next()?.to_uppercase();
    Some(match name.as_str() {
        "STRING" | "UNICODE" => "VARCHAR".to_owned(),
        "UNICODETEXT" => "TEXT".to_owned(),
        "BIGINTEGER" => "BIGINT".to_owned(),
        "SMALLINTEGER" => "SMALLINT".to_owned(),
        "ARRAY" => format!("ARRAY({})", standard_name(planner, &arguments.first()?.value)?),
        _ => name,
    })
}

/// The same, and the class of a type that a rule knows: `GEOGRAPHY`.
fn old_name(planner: &Planner<'_, '_>, expr: &Expr) -> Option<String> {
    let known = || {
        let found = planner.revision.uses.types.iter().find(|found| std::ptr::eq(found.expr, expr))?;
        let path = &*undefined::meant(&found.resolution);
        let root_bound = !matches!(found.resolution.root, Root::Unbound | Root::Builtin);
        match planner.rules.lookup(&TypeReference { path, root_bound }) {
            Lookup::Rule(_) => path.rsplit('.').next().map(str::to_uppercase),
            Lookup::Tie(_) | Lookup::None => None,
        }
    };
    standard_name(planner, expr).or_else(known)
}

/// The USING clause: the call's own, or a cast where Postgres has none for an assignment.
fn using(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
    column: &str,
    sql_type: &str,
) -> Result<Option<String>, Reason> {
    if let Some(own) = operation.arguments.get("postgresql_using") {
        if own.kind == ExprKind::None {
            return Ok(None);
        }
        let text = planner.revision.string(own).ok_or("`postgresql_using` is no literal")?;
        return halve_percent(&text)
            .map(Some)
            .ok_or_else(|| "`postgresql_using` holds a single percent sign".to_owned());
    }
    Ok(missing_cast(planner, operation, candidate, column, sql_type))
}

fn missing_cast(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
    column: &str,
    sql_type: &str,
) -> Option<String> {
    let old = old_name(planner, operation.arguments.get("existing_type")?)?;
    candidate.rule?.using_text(&old, &identifier(column), sql_type)
}

/// Why a change of type cannot stay in its call: nothing can be done about the default between the call's
/// own statements.
fn stuck_in_place(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Reason> {
    let Target::Known(known) = &candidate.target else { return None };
    let (table, column) = target(planner, operation).ok()?;
    missing_cast(planner, operation, candidate, &column, known.sql.as_deref()?)?;
    match stuck_default::of(planner, operation, &table, &column) {
        Ok(StuckDefault { before: None, .. }) => None,
        Ok(StuckDefault { before: Some(statement), .. }) => Some(format!(
            "Postgres does not cast the column's default to the type: run `{statement}` before the change"
        )),
        Err(reason) => Some(reason),
    }
}

/// `postgresql_using=…` for a call that stays and needs a cast.
fn using_argument(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Edit> {
    let Target::Known(KnownType { sql: Some(_), .. }) = &candidate.target else { return None };
    let Target::Known(known) = &candidate.target else { return None };
    if operation.arguments.get("postgresql_using").is_some() || operation.arguments.starred {
        return None;
    }
    let (_, column) = target(planner, operation).ok()?;
    let sql_type = type_sql(operation.arguments.get("type_"), candidate.found, known).ok()?;
    let cast = missing_cast(planner, operation, candidate, &column, &sql_type)?;
    let argument = operation.arguments.argument("type_")?;
    let literal = string_literal(&cast, planner.quote(operation.call));
    Some(Edit::insert(argument.span.end, format!(", postgresql_using={literal}")))
}

/// A finding for each change of type that Postgres refuses for want of a cast. Where the type itself is
/// mended the cast is part of that fix.
pub(super) fn missing_casts(planner: &Planner<'_, '_>, candidates: &[Candidate<'_, '_>]) -> Vec<Finding> {
    candidates
        .iter()
        .filter(|candidate| candidate.found.place == Place::NewType)
        .filter_map(|candidate| {
            let operation = &planner.revision.operations[candidate.found.operation?];
            let edit = using_argument(planner, operation, candidate)?;
            let rule = candidate.rule?;
            let statement = candidate.found.statement.span;
            if planner.suppressions.hides(Code::MissingCast, Some(&rule.id), statement, planner.file()) {
                return None;
            }
            let old = old_name(planner, operation.arguments.get("existing_type")?)?;
            let message = format!("Postgres does not cast `{old}` to the type by itself");
            let mut finding =
                Finding::new(Code::MissingCast, Severity::Error, candidate.found.expr.span, message);
            finding.rule = Some(rule.id.to_string());
            let blocked = candidate.blocked.clone().or_else(|| stuck_in_place(planner, operation, candidate));
            finding.fix = match (&candidate.finding.fix, &blocked) {
                (Some(fix), _) => Some(fix.clone()),
                (None, None) => {
                    let title = "give the cast with `postgresql_using`".to_owned();
                    Some(Fix { title, rewrite: None, edits: vec![edit] })
                }
                (None, Some(_)) => None,
            };
            finding.reason = blocked.filter(|_| finding.fix.is_none());
            Some(finding)
        })
        .collect()
}

fn drop_existing(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Result<Mend, Reason> {
    let changes_type = operation.arguments.get("type_").is_some_and(|value| value.kind != ExprKind::None);
    if changes_type && candidate.rule.is_none() && candidate.finding.code != Code::NullType {
        return Err("the old type may carry a constraint, and no rule knows it".to_owned());
    }
    let edits = without(planner, operation, covered(operation, &["existing_type"]));
    if edits.is_empty() {
        return Err("the argument is not written in the call".to_owned());
    }
    let title = "drop `existing_type`, which Postgres does not need".to_owned();
    Ok(Mend { fix: Fix { title, rewrite: None, edits } })
}
