//! Casts that changes of type need.

use super::arguments::call_arguments;
use super::column_ddl::type_sql;
use super::context::Planner;
use super::known::{Candidate, KnownType, Target};
use super::stuck_default::{self, StuckDefault};
use super::{Reason, alter_column, casts, undefined};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::python::{Expr, ExprKind, Root, string_literal};
use crate::revision::{Operation, Place, TypeUse};
use crate::rules::{Lookup, Rule, TypeReference};
use crate::schema::Cast;
use crate::sql::{ENUM, TableName, canonical_type, halve_percent, identifier, is_expression};

/// The class of a standard type as Postgres knows it: `sa.String(5)` is `VARCHAR`, an array
/// `ARRAY(TEXT)`.
pub(super) fn standard_name(planner: &Planner<'_, '_>, expr: &Expr) -> Option<String> {
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
        let (found, _) = old_use(planner, expr)?;
        undefined::meant(&found.resolution).rsplit('.').next().map(str::to_uppercase)
    };
    standard_name(planner, expr).or_else(known)
}

/// An old type, with the rule that knows it.
fn old_use<'p>(planner: &'p Planner<'_, '_>, expr: &Expr) -> Option<(&'p TypeUse<'p>, &'p Rule)> {
    let found = planner.revision.uses.types.iter().find(|found| std::ptr::eq(found.expr, expr))?;
    let path = &*undefined::meant(&found.resolution);
    let root_bound = !matches!(found.resolution.root, Root::Unbound | Root::Builtin);
    match planner.rules.lookup(&TypeReference { path, root_bound }) {
        Lookup::Rule(rule) => Some((found, rule)),
        Lookup::Tie(_) | Lookup::None => None,
    }
}

/// The USING clause: the call's own, or a cast where Postgres has none for an assignment.
pub(super) fn using(
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
        let text = halve_percent(&text).ok_or("`postgresql_using` holds a single percent sign")?;
        return match is_expression(&text) {
            Ok(()) => Ok(Some(text)),
            Err(why) => Err(format!("`postgresql_using` is not understood: {why}")),
        };
    }
    match cast(planner, operation, candidate, column, sql_type) {
        Cast::Using(text) => Ok(Some(text)),
        Cast::ByItself | Cast::Unknown => Ok(None),
        Cast::Never => Err(NO_CAST.to_owned()),
    }
}

/// Why a change of type is left alone for which there is no cast.
const NO_CAST: &str =
    "Postgres has no cast between the types: say in `postgresql_using` what the values become";

/// How Postgres takes the column from its old type to the new one, as far as the call says what it was.
fn cast(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
    column: &str,
    sql_type: &str,
) -> Cast {
    let (Some(old), Some(rule)) = (operation.arguments.get("existing_type"), candidate.rule) else {
        return Cast::Unknown;
    };
    let column = identifier(column);
    let class = old_name(planner, old);
    if let Some(text) = class.as_deref().and_then(|class| rule.using_text(class, &column, sql_type)) {
        return Cast::Using(text);
    }
    let from = stored(planner, old).or_else(|| {
        let (found, rule) = old_use(planner, old)?;
        known(planner, found, rule)
    });
    from.map_or(Cast::Unknown, |from| casts::cast(planner.rules, &from, sql_type, &column))
}

/// What a standard type is to Postgres.
fn stored(planner: &Planner<'_, '_>, expr: &Expr) -> Option<String> {
    let class = standard_name(planner, expr)?;
    let arguments = expr.as_call().map_or(&[][..], |(_, arguments)| arguments);
    // Emulated by another type: `Enum(native_enum=False)`, `Uuid(native_uuid=False)`, `Interval(native=False)`.
    let emulated = arguments.iter().find(|argument| {
        argument.keyword().is_some_and(|name| name.starts_with("native"))
            && argument.value.kind != ExprKind::Boolean(true)
    });
    let zone = arguments.iter().find(|argument| argument.keyword() == Some("timezone"));
    match (emulated, class.as_str()) {
        (Some(_), "ENUM") => casts::of_class("VARCHAR"),
        (Some(_), _) => None,
        (None, "DATETIME" | "TIMESTAMP" | "TIME") if let Some(zone) = zone => {
            let ExprKind::Boolean(with) = zone.value.kind else { return None };
            let name = if class == "TIME" { "time" } else { "timestamp" };
            Some(format!("{name} {} time zone", if with { "with" } else { "without" }))
        }
        (None, class) => casts::of_class(class),
    }
}

/// What a type that a rule knows is to Postgres.
fn known(planner: &Planner<'_, '_>, found: &TypeUse<'_>, rule: &Rule) -> Option<String> {
    let bound = rule.bind(&call_arguments(planner, found.arguments));
    let sql = rule.sql_text(&bound.values).filter(|_| bound.problems.is_empty())?;
    canonical_type(&sql).ok().map(|found| found.sql)
}

/// The name of an enum, as SQL.
fn enum_name(planner: &Planner<'_, '_>, expr: &Expr) -> Option<String> {
    let (_, arguments) = expr.as_call()?;
    let keyword = |name| arguments.iter().find(|argument| argument.keyword() == Some(name));
    let literal = |name| planner.revision.string(&keyword(name)?.value);
    let name = literal("name")?;
    let schema = match keyword("schema") {
        Some(_) => Some(literal("schema")?),
        None => None,
    };
    Some(TableName { schema, name }.sql())
}

/// The cast that a change of type needs and does not give.
pub(super) fn missing_cast(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
    column: &str,
    sql_type: &str,
) -> Option<String> {
    match cast(planner, operation, candidate, column, sql_type) {
        Cast::Using(text) => Some(text),
        Cast::ByItself | Cast::Never | Cast::Unknown => None,
    }
}

/// Why a change of type cannot stay in its call: nothing can be done about the default between the call's
/// own statements.
pub(super) fn stuck_in_place(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Reason> {
    let is_given = operation.arguments.get("postgresql_using").is_some();
    match cast_of(planner, operation, candidate)? {
        Cast::Never if !is_given => return Some(NO_CAST.to_owned()),
        Cast::Using(_) if !is_given || candidate.found.place == Place::NewType => {}
        Cast::ByItself | Cast::Using(_) | Cast::Never | Cast::Unknown => return None,
    }
    let (table, column) = alter_column::target(planner, operation).ok()?;
    match stuck_default::of(planner, operation, &table, &column) {
        Ok(StuckDefault { before: None, .. }) => None,
        Ok(StuckDefault { before: Some(statement), .. }) => Some(format!(
            "Postgres does not cast the column's default to the type: run `{statement}` before the change"
        )),
        Err(reason) => Some(reason),
    }
}

/// How Postgres takes the column from one type to another, where a rule knows either of them.
fn cast_of(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Cast> {
    let new = operation.arguments.get("type_");
    let (_, column) = alter_column::target(planner, operation).ok()?;
    if candidate.found.place == Place::ExistingType {
        // A variant for another database says nothing of this one.
        operation.arguments.get("existing_type").filter(|old| std::ptr::eq(*old, candidate.found.expr))?;
        let (from, to) = (known(planner, candidate.found, candidate.rule?)?, stored(planner, new?)?);
        let column = identifier(&column);
        return Some(match casts::cast(planner.rules, &from, &to, &column) {
            Cast::Using(_) if to == ENUM => Cast::Using(format!("{column}::{}", enum_name(planner, new?)?)),
            cast @ (Cast::ByItself | Cast::Using(_) | Cast::Never | Cast::Unknown) => cast,
        });
    }
    let Target::Known(known @ KnownType { sql: Some(_), .. }) = &candidate.target else { return None };
    let sql_type = type_sql(new, candidate.found, known).ok()?;
    Some(cast(planner, operation, candidate, &column, &sql_type))
}

/// The same for a call that gives no cast itself.
fn own_cast(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Cast> {
    let is_given = operation.arguments.get("postgresql_using").is_some() || operation.arguments.starred;
    cast_of(planner, operation, candidate).filter(|_| !is_given)
}

/// `postgresql_using=…` for a call that stays and needs a cast.
pub(super) fn using_argument(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    candidate: &Candidate<'_, '_>,
) -> Option<Edit> {
    let Cast::Using(cast) = own_cast(planner, operation, candidate)? else { return None };
    let argument = operation.arguments.argument("type_")?;
    let literal = string_literal(&cast, planner.quote(operation.call));
    Some(Edit::insert(argument.span.end, format!(", postgresql_using={literal}")))
}

/// A finding for each change of type that Postgres refuses for want of a cast. Where the type itself is
/// mended the cast is part of that fix.
pub(super) fn findings(planner: &Planner<'_, '_>, candidates: &[Candidate<'_, '_>]) -> Vec<Finding> {
    candidates
        .iter()
        .filter(|candidate| matches!(candidate.found.place, Place::NewType | Place::ExistingType))
        .filter_map(|candidate| {
            let operation = &planner.revision.operations[candidate.found.operation?];
            if !matches!(own_cast(planner, operation, candidate)?, Cast::Using(_) | Cast::Never) {
                return None;
            }
            let rule = candidate.rule?;
            let statement = candidate.found.statement.span;
            if planner.suppressions.hides(Code::MissingCast, Some(&rule.id), statement, planner.file()) {
                return None;
            }
            let message = if candidate.found.place == Place::NewType {
                let old = old_name(planner, operation.arguments.get("existing_type")?)?;
                format!("Postgres does not cast `{old}` to the type by itself")
            } else {
                let new = standard_name(planner, operation.arguments.get("type_")?)?;
                format!("Postgres does not cast the type to `{new}` by itself")
            };
            let mut finding =
                Finding::new(Code::MissingCast, Severity::Error, candidate.found.expr.span, message);
            finding.rule = Some(rule.id.to_string());
            let blocked = candidate.blocked.clone().or_else(|| stuck_in_place(planner, operation, candidate));
            finding.fix = match (&candidate.finding.fix, &blocked) {
                (Some(fix), _) => Some(fix.clone()),
                (None, None) => using_argument(planner, operation, candidate).map(|edit| Fix {
                    title: "give the cast with `postgresql_using`".to_owned(),
                    rewrite: None,
                    edits: vec![edit],
                }),
                (None, Some(_)) => None,
            };
            finding.reason = blocked.filter(|_| finding.fix.is_none());
            Some(finding)
        })
        .collect()
}
