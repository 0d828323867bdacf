//! What the history and the models say of a type that the revision does not tell whole.

use std::collections::BTreeMap;

use super::context::Planner;
use super::known::column_of;
use super::{Reason, learnt, lost, past};
use crate::infer;
use crate::models::{self, ModelColumn};
use crate::python::{Expr, Quote};
use crate::revision::{Place, TypeUse, Wrapper};
use crate::rules::{Argument, ArgumentKind, ArgumentValue, Rule, Value, Values};
use crate::sql::{TableName, canonical_type};

/// The value of an argument; none is one, too: plain `vector`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) value: Option<Value>,
    /// What says so, with its place.
    pub(super) source: String,
}

/// What the history, or what the models, say of an argument; `None` where neither has anything to say.
/// `written` is the argument where it is no literal.
pub(super) fn argument(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    rule: &Rule,
    values: &Values,
    argument: &Argument,
    written: Option<&Expr>,
) -> Option<Result<Answer, Reason>> {
    let fitted = |(sql, source): (String, String)| match fit(rule, values, argument, &sql) {
        Some(values) => Ok(Answer { value: values.get(&argument.name).cloned(), source }),
        None => Err(format!("{source} says `{sql}`, which is no `{}`", rule.id.id)),
    };
    if let Some(past) = past::type_before(planner, found) {
        return Some(past.and_then(|past| fitted((past.sql, past.source))));
    }
    let told = model_text(planner, found).map(|told| told.and_then(fitted));
    match (written.and_then(|written| constant(planner, found, argument, written)), told) {
        (Some(own), None) => Some(unchanged(planner, found).map(|()| own)),
        (Some(own), Some(Ok(told))) if own.value != told.value => {
            let shown =
                |answer: &Answer| answer.value.as_ref().map_or_else(|| "none".to_owned(), Value::python);
            Some(Err(format!("{} is {}, {} says {}", own.source, shown(&own), told.source, shown(&told))))
        }
        (_, told) => told,
    }
}

/// What a name stands for in the project of today, where the type is that of a new column.
fn constant(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    argument: &Argument,
    written: &Expr,
) -> Option<Answer> {
    new_column(planner, found)?;
    let sources = planner.surroundings.sources();
    let text =
        infer::constant(sources, planner.rules, planner.as_source(), written.span, Quote::Single).ok()?;
    let value = ArgumentValue::Literal(Value::Integer(text.parse().ok()?));
    let source = format!("`{}`", planner.file().slice(written.span));
    Some(Answer { value: Some(argument.check(&value).ok()??), source })
}

/// Whether what describes today may answer for the column: no later revision changes it.
///
/// # Errors
/// When one does, or may.
pub(super) fn unchanged(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Result<(), Reason> {
    match new_column(planner, found) {
        Some((table, column)) => past::unchanged_since(planner, &table, &column),
        None => Ok(()),
    }
}

/// The column that an upgrade gives the type.
fn new_column(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<(TableName, String)> {
    if !planner.options.infer || !matches!(found.place, Place::Column | Place::NewType) {
        return None;
    }
    let function = planner.revision.function_at(found.expr.span.start)?;
    let (table, column) = column_of(planner, found).filter(|_| function.name.starts_with("upgrade"))?;
    planner.surroundings.memory()?;
    Some((TableName::in_schema(table.schema, table.name), column))
}

/// The rule that gives the column the type that the history or the models say, and what says so.
pub(super) fn whole_type<'r>(
    planner: &Planner<'r, '_>,
    found: &TypeUse<'_>,
) -> Option<Result<(&'r Rule, String), Reason>> {
    let told = match past::type_before(planner, found) {
        Some(past) => past.map(|past| (past.sql, past.source)),
        None => model_text(planner, found)?,
    };
    Some(told.and_then(|(sql, source)| Ok((lost::rule(planner, &sql)?, source))))
}

/// The type that the models say, and what says so.
fn model_text(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<Result<(String, String), Reason>> {
    let models = match today(planner, found)? {
        Ok(models) => models,
        Err(reason) => return Some(Err(reason)),
    };
    Some(agreed(models.iter().map(|model| {
        let source = format!("the models: {}", model.place);
        Ok((element(&text_of(model)?, &source, found)?, source))
    })))
}

/// What the models say of the new column that the expression is for, where that has not changed since.
fn today(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<Result<Vec<ModelColumn>, Reason>> {
    let (table, column) = new_column(planner, found)?;
    let models = models::columns(planner.surroundings.sources(), planner.rules, &table, &column);
    if models.is_empty() {
        return None;
    }
    Some(past::unchanged_since(planner, &table, &column).map(|()| models))
}

/// The type that a model gives its column, as Postgres says it.
fn text_of(model: &ModelColumn) -> Result<String, Reason> {
    let told = model.learnt.clone().and_then(|learnt| {
        let name = vec!["*.Column".to_owned()];
        let text = infer::pack(&[(name, learnt)]).map_err(|(_, doubt)| doubt)?;
        let rule = learnt::loaded(&text)?;
        let sql = rule.sql_text(&Values::default()).ok_or("its type has no text of its own")?;
        Ok(canonical_type(&sql)?.sql)
    });
    told.map_err(|doubt: String| format!("the models do not tell the type ({}): {doubt}", model.place))
}

/// The part of a type that the expression stands for.
fn element(sql: &str, source: &str, found: &TypeUse<'_>) -> Result<String, Reason> {
    let part = match found.wrappers.as_slice() {
        [] => Some(sql),
        [Wrapper::Array { .. }] => sql.strip_suffix("[]"),
        _ => None,
    };
    part.map(str::to_owned)
        .ok_or_else(|| format!("{source} says `{sql}`, which the expression around it does not fit"))
}

/// The one type that all say.
fn agreed(texts: impl Iterator<Item = Result<(String, String), Reason>>) -> Result<(String, String), Reason> {
    let mut by_text: BTreeMap<String, String> = BTreeMap::new();
    for text in texts {
        let (sql, source) = text?;
        by_text.entry(sql).or_insert(source);
    }
    let mut all = by_text.into_iter();
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        (Some((a, from)), Some((b, other))) => Err(format!("{from} says `{a}`, {other} says `{b}`")),
        (None, _) => Err("the models say nothing".to_owned()),
    }
}

/// The values with which the rule yields a type: those that are there, and one for the argument if need be.
fn fit(rule: &Rule, values: &Values, argument: &Argument, sql: &str) -> Option<Values> {
    let wanted = canonical_type(sql).ok()?.sql;
    let yields = |values: &Values| {
        let text = rule.sql_text(values);
        text.and_then(|text| canonical_type(&text).ok()).is_some_and(|text| text.sql == wanted)
    };
    if yields(values) {
        return Some(values.clone());
    }
    let words = wanted.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    words.filter_map(|word| literal(argument, word)).find_map(|value| {
        let value = argument.check(&ArgumentValue::Literal(value)).ok()??;
        let mut values = values.clone();
        values.insert(argument.name.clone(), value);
        yields(&values).then_some(values)
    })
}

fn literal(argument: &Argument, word: &str) -> Option<Value> {
    match argument.kind {
        ArgumentKind::Integer => word.parse().ok().map(Value::Integer),
        ArgumentKind::Word | ArgumentKind::String => Some(Value::Text(word.to_owned())),
        ArgumentKind::Boolean | ArgumentKind::Any => None,
    }
}
