//! Rewrites of the expression alone: `type`, `define` and `import`.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::add_column::comments_inside;
use super::batch::holds_word;
use super::companion::{self, Beside};
use super::context::Planner;
use super::imports::{ensure_module, import_module};
use super::known::{Candidate, KnownType, Target, holds_unbound_name};
use super::{Mend, Reason, raw_type};
use crate::diagnostic::Severity;
use crate::edit::{Edit, Fix, Rewrite};
use crate::infer;
use crate::python::{ExprKind, string_literal};
use crate::revision::{Column, OpKind, Place};
use crate::rules::{Number, Rule, TypePattern};

/// Mends each candidate of a group by itself.
pub(super) fn mend_all(
    planner: &Planner<'_, '_>,
    candidates: &[Candidate<'_, '_>],
    group: &[usize],
) -> Vec<(usize, Result<Mend, Reason>)> {
    group.iter().map(|&at| (at, mend(planner, &candidates[at]))).collect()
}

/// Mends one candidate without touching anything around its expression.
pub(super) fn mend(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> Result<Mend, Reason> {
    let (Target::Known(known), Some(rule)) = (&candidate.target, candidate.rule) else {
        return Err("nothing says what Postgres needs".to_owned());
    };
    if let Some(reason) = super::batch::left_alone(planner, candidate) {
        return Err(reason);
    }
    let operation = candidate.found.operation.map(|at| &planner.revision.operations[at]);
    // The package's own operations may look at the type.
    let is_plugin = operation.is_some_and(|operation| operation.kind == OpKind::Other);
    let ways: &[Rewrite] =
        if (rule.creates.is_some() && is_plugin) || (!rule.values_plain && values_pass(planner, candidate)) {
            &[Rewrite::Import]
        } else {
            match known.way {
                Rewrite::Sql | Rewrite::Define => &[Rewrite::Define, Rewrite::Type, Rewrite::Import],
                Rewrite::Type => &[Rewrite::Type, Rewrite::Define, Rewrite::Import],
                Rewrite::Import => &[Rewrite::Import],
            }
        };
    let mut first_reason = None;
    for way in ways {
        match in_way(planner, candidate, rule, known, *way) {
            Ok((text_title, edits)) => {
                return Ok(Mend { fix: Fix { title: text_title, rewrite: Some(*way), edits } });
            }
            Err(reason) => drop(first_reason.get_or_insert(reason)),
        }
    }
    Err(first_reason.unwrap_or_else(|| "no rewrite is exact here".to_owned()))
}

/// Whether values may pass through the type, so that another one might store them differently.
fn values_pass(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> bool {
    let found = candidate.found;
    match found.place {
        Place::TableColumn | Place::Value => true,
        Place::Other => handles_values(planner),
        Place::Column => match found.operation.map(|at| &planner.revision.operations[at]) {
            Some(operation) => {
                !matches!(operation.kind, OpKind::CreateTable | OpKind::AddColumn)
                    || (operation.kind == OpKind::CreateTable
                        && !operation.site.is_statement
                        && handles_values(planner))
            }
            None => handles_values(planner),
        },
        Place::NewType | Place::ExistingType | Place::Nested => false,
    }
}

/// Whether the revision does anything with values but pass text to the database.
fn handles_values(planner: &Planner<'_, '_>) -> bool {
    const ACTS: &[&str] = &[
        "add",
        "add_all",
        "bulk_insert",
        "bulk_insert_mappings",
        "bulk_save_objects",
        "cast",
        "delete",
        "insert",
        "literal",
        "merge",
        "query",
        "returning",
        "select",
        "update",
        "values",
        "where",
    ];
    let mut found = false;
    for statement in &planner.revision.module.body {
        statement.walk_exprs(&mut |expr| {
            let name = expr.as_call().and_then(|(function, _)| match &function.kind {
                ExprKind::Name(name) => Some(name.as_str()),
                ExprKind::Attribute { attribute, .. } => Some(attribute.as_str()),
                _ => None,
            });
            found |= name.is_some_and(|name| ACTS.contains(&name));
        });
    }
    found
}

fn in_way(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    rule: &Rule,
    known: &KnownType,
    way: Rewrite,
) -> Result<(String, Vec<Edit>), Reason> {
    let span = candidate.found.expr.span;
    match way {
        Rewrite::Type => {
            let expression = known
                .expression
                .as_ref()
                .ok_or_else(|| "the rule has no `type` for these arguments".to_owned())?;
            let (text, mut edits) = with_aliases(planner, expression)?;
            edits.push(Edit::replace(span, with_comments(planner, candidate, &text)?));
            edits.extend(companion::kept(planner, candidate, known)?);
            match (rule.number, number(expression)) {
                (None, Some(number)) if number == Number::Integer || rule.id.pack == infer::PACK => {
                    edits.extend(keep_no_serial(planner, candidate));
                }
                (Some(own), number) if number != Some(own) && may_be_serial(planner, candidate) => {
                    return Err(format!(
                        "SQLAlchemy may make SERIAL of the key, as it takes the type for a number, and `{text}` is another"
                    ));
                }
                _ => {}
            }
            Ok((format!("write `{text}`"), edits))
        }
        Rewrite::Define | Rewrite::Sql => {
            let sql =
                known.sql.as_ref().ok_or_else(|| "the rule has no `sql` for these arguments".to_owned())?;
            if rule.number.is_some() && may_be_serial(planner, candidate) {
                return Err("a class of the revision's own would be no integer to SQLAlchemy".to_owned());
            }
            let (name, mut edits) = raw_type::ensure(planner)?;
            let quote = planner.quote(statement_expr(candidate));
            let text = format!("{name}({})", string_literal(sql, quote));
            edits.push(Edit::replace(span, with_comments(planner, candidate, &text)?));
            edits.extend(companion::kept(planner, candidate, known)?);
            Ok((format!("write `{text}`"), edits))
        }
        Rewrite::Import => import(planner, candidate, rule, known),
    }
}

fn statement_expr<'m>(candidate: &Candidate<'_, 'm>) -> &'m crate::python::Expr {
    candidate.found.column.unwrap_or(candidate.found.expr)
}

/// `text` with the comments of the expression that it replaces: above it where it begins its line, else
/// behind it, on a line that ends there.
fn with_comments(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    text: &str,
) -> Result<String, Reason> {
    let span = candidate.found.expr.span;
    let comments = comments_inside(planner, span);
    if comments.is_empty() {
        return Ok(text.to_owned());
    }
    let line_break = format!("{}{}", planner.newline(), planner.indent(span.start));
    if planner.starts_line(span.start) {
        return Ok(format!("{}{line_break}{text}", comments.join(&line_break)));
    }
    // Inside a call a line may end anywhere.
    if candidate.found.operation.is_none() && candidate.found.column.is_none() {
        return Err("a comment stands inside the expression".to_owned());
    }
    Ok(format!("{text}  {}{line_break}", comments.join(&line_break)))
}

/// The rule's expression with the names that this file has for `sa` and `postgresql`.
pub(super) fn with_aliases(
    planner: &Planner<'_, '_>,
    expression: &str,
) -> Result<(String, Vec<Edit>), Reason> {
    let mut text = expression.to_owned();
    let mut edits = Vec::new();
    for (prefix, module) in [("postgresql.", "sqlalchemy.dialects.postgresql"), ("sa.", "sqlalchemy")] {
        let heads: Vec<usize> = text
            .match_indices(prefix)
            .map(|(at, _)| at)
            .filter(|at| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
            .collect();
        if heads.is_empty() {
            continue;
        }
        let (alias, import) = ensure_module(planner, module)?;
        edits.extend(import);
        for at in heads.into_iter().rev() {
            text.replace_range(at..at + prefix.len() - 1, &alias);
        }
    }
    Ok((text, edits))
}

/// What kind of number a rule's expression is to SQLAlchemy.
fn number(expression: &str) -> Option<Number> {
    let class = expression.split('(').next().unwrap_or(expression);
    match class.rsplit('.').next().unwrap_or(class) {
        "Integer" | "BigInteger" | "SmallInteger" | "INTEGER" | "BIGINT" | "SMALLINT" | "INT" => {
            Some(Number::Integer)
        }
        "Numeric" | "NUMERIC" | "DECIMAL" | "Float" | "FLOAT" | "REAL" | "Double" | "DOUBLE"
        | "DOUBLE_PRECISION" => Some(Number::Other),
        _ => None,
    }
}

/// Whether the column is part of its table's primary key, and nothing says that it is not numbered.
fn may_be_serial(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> bool {
    let column = candidate.found.column.and_then(|call| Column::read(planner.revision, call));
    let numbered = column.and_then(|column| column.keyword("autoincrement").map(|value| value.kind.clone()));
    numbered != Some(ExprKind::Boolean(false)) && is_key(planner, candidate)
}

/// Whether the column is part of its table's primary key.
fn is_key(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> bool {
    let column = candidate.found.column.and_then(|call| Column::read(planner.revision, call));
    let Some(column) = column else { return true };
    let stated = column.keyword("primary_key").is_some_and(|value| value.kind != ExprKind::Boolean(false));
    let name = column.name.and_then(|name| planner.revision.string(name));
    let operation = candidate.found.operation.map(|at| &planner.revision.operations[at]);
    let listed = operation.is_some_and(|operation| {
        operation.arguments.rest.iter().any(|argument| {
            let constraint = argument.value.as_call().and_then(|(function, _)| function.dotted());
            constraint.is_some_and(|path| path.ends_with("PrimaryKeyConstraint"))
                && name
                    .as_deref()
                    .is_none_or(|name| argument.value.any_string(&|text| holds_word(text, name)))
        })
    });
    stated || listed
}

/// `autoincrement=False` for a key that was no integer to SQLAlchemy and would now be SERIAL.
fn keep_no_serial(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<Edit> {
    let column = Column::read(planner.revision, candidate.found.column?)?;
    // Behind every positional argument.
    let (_, arguments) = column.call.as_call()?;
    if !is_key(planner, candidate) {
        return None;
    }
    match column.keyword("autoincrement") {
        // `'auto'`, as without it.
        Some(value) => matches!(value.kind, ExprKind::String(_)).then(|| Edit::replace(value.span, "False")),
        None => Some(Edit::insert(arguments.last()?.span.end, ", autoincrement=False")),
    }
}

fn import(
    planner: &Planner<'_, '_>,
    candidate: &Candidate<'_, '_>,
    rule: &Rule,
    known: &KnownType,
) -> Result<(String, Vec<Edit>), Reason> {
    let found = candidate.found;
    if !planner.revision.module.comments_in(found.expr.span).is_empty() {
        return Err("a comment stands inside the expression".to_owned());
    }
    if candidate.cannot_be_called
        || !candidate.secrets.is_empty()
        || holds_unbound_name(planner, found)
        || rule.severity == Some(Severity::Error)
    {
        return Err("the expression cannot stay as it is, even with its import".to_owned());
    }
    if candidate.finding.severity == Severity::Note {
        return Err("values may pass through the type, so it stays".to_owned());
    }
    let path = found.resolution.path.as_str();
    let class = path.rsplit('.').next().unwrap_or(path);
    // A path under `sqlalchemy` is a name that was patched onto it.
    let is_patched = |path: &str| path.starts_with("sqlalchemy.");
    let own = (rule.has_path(path) && !is_patched(path)).then_some(path);
    let canonical = own.or_else(|| {
        rule.types.iter().find_map(|pattern| match pattern {
            TypePattern::Exact(exact) if exact.rsplit('.').next() == Some(class) && !is_patched(exact) => {
                Some(exact.as_str())
            }
            TypePattern::Exact(_) | TypePattern::Wildcard(_) => None,
        })
    });
    let canonical = canonical.ok_or_else(|| "no module is known to hold the class".to_owned())?;
    let (own_module, _) =
        canonical.rsplit_once('.').ok_or_else(|| "no module is known to hold the class".to_owned())?;
    // The import that the package documents, where one is known.
    let documented = rule
        .bound_by
        .iter()
        .find(|module| own_module.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('.')));
    let module = documented.map_or(own_module, String::as_str);
    let root = module.split('.').next().unwrap_or(module);
    if planner.revision.names.binds_anywhere(root) && !planner.revision.names.imports(root) {
        return Err(format!("the name `{root}`, which an import would need, is taken"));
    }
    let mut edits: Vec<Edit> = Vec::new();
    let names = &planner.revision.names;
    if names.module_alias(root) != Some(root) || !names.imports(module) {
        edits.push(import_module(planner, module));
    }
    if let Some(call) = &known.call {
        edits.push(Edit::replace(found.expr.span, format!("{canonical}{call}")));
    } else if planner.file().slice(found.class.span) != canonical {
        edits.push(Edit::replace(found.class.span, canonical));
    }
    if let Ok(Beside::Own { .. }) = companion::beside(planner, candidate, known) {
        edits.push(companion::turn_off(candidate, known)?);
    }
    Ok((format!("import `{module}`"), edits))
}
