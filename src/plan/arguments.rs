//! The values that a rule needs: from the expression, and from what is configured.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reason;
use super::context::Planner;
use super::known::column_key;
use super::options::{Dimension, DimensionEntry};
use crate::diagnostic::{Code, Finding, Severity};
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::revision::TypeUse;
use crate::rules::{ArgumentKind, ArgumentValue, Bound, Problem, Rule, Value, Values};

/// A call's arguments as a rule binds them.
pub(super) fn call_arguments<'a>(
    planner: &Planner<'_, '_>,
    arguments: &'a [Argument],
) -> Vec<(Option<&'a str>, ArgumentValue)> {
    arguments.iter().map(|argument| (argument.keyword(), argument_value(planner, argument))).collect()
}

fn argument_value(planner: &Planner<'_, '_>, argument: &Argument) -> ArgumentValue {
    if matches!(argument.passing, Passing::Star | Passing::DoubleStar) {
        return ArgumentValue::Dynamic;
    }
    literal_value(planner, &argument.value)
}

fn literal_value(planner: &Planner<'_, '_>, expr: &Expr) -> ArgumentValue {
    match &expr.kind {
        ExprKind::Integer(value) => ArgumentValue::Literal(Value::Integer(*value)),
        ExprKind::Negative(inner) => match inner.kind {
            ExprKind::Integer(value) => ArgumentValue::Literal(Value::Integer(-value)),
            _ => ArgumentValue::Dynamic,
        },
        ExprKind::String(value) => ArgumentValue::Literal(Value::Text(value.clone())),
        // No argument of a type is any other number: whatever is asked for, this is refused.
        ExprKind::Number => ArgumentValue::Literal(Value::Text(planner.file().slice(expr.span).to_owned())),
        ExprKind::Boolean(value) => ArgumentValue::Literal(Value::Boolean(*value)),
        ExprKind::None => ArgumentValue::None_,
        // A constant of the revision itself.
        ExprKind::Name(_) => match planner.revision.names.value(expr) {
            Some(value) if matches!(value.kind, ExprKind::Integer(_) | ExprKind::String(_)) => {
                literal_value(planner, value)
            }
            _ => ArgumentValue::Dynamic,
        },
        _ => ArgumentValue::Dynamic,
    }
}

/// The values that the rule needs, from the expression and from what is configured. An `Err` is the
/// reason why there are none, with the finding's code changed accordingly.
pub(super) fn values(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    rule: &Rule,
    bound: Bound,
    finding: &mut Finding,
) -> Result<Values, Reason> {
    let Bound { mut values, given, problems, .. } = bound;
    let measure = rule.arguments.iter().find(|argument| argument.kind == ArgumentKind::Integer);
    let key = column_key(planner, found);
    let entry = key.as_deref().and_then(|key| configured_dimension(planner, key));
    let is_dynamic = |name: &str| {
        problems.iter().any(|problem| matches!(&problem.what, Problem::Dynamic(other) if other == name))
    };
    if let Some(problem) = problems.iter().find(|problem| !matches!(problem.what, Problem::Dynamic(_))) {
        finding.code = Code::InvalidArgument;
        // What the rule does not know may still run where the class is imported; Postgres refuses this.
        if matches!(problem.what, Problem::OutOfRange { .. }) {
            finding.severity = Severity::Error;
        }
        finding.message = format!("{}: {}", finding.message, problem.what);
        return Err(problem.what.to_string());
    }
    let mut none_is_meant = false;
    if let (Some(argument), Some(entry)) = (measure, entry) {
        let known = given.contains_key(&argument.name) && !is_dynamic(&argument.name);
        match (known, entry.dimension) {
            (true, dimension) => contradiction(argument.name.as_str(), &values, dimension, entry)?,
            (false, Dimension::None) => none_is_meant = true,
            (false, Dimension::Given(value)) => {
                let checked = argument.check(&ArgumentValue::Literal(Value::Integer(value)));
                if let Err(problem) = checked {
                    finding.code = Code::InvalidArgument;
                    finding.severity = Severity::Error;
                    return Err(format!("{problem} ({})", entry.source));
                }
                values.insert(argument.name.clone(), Value::Integer(value));
                finding.source = Some(format!("{} = {value} from {}", argument.name, entry.source));
            }
        }
    }
    let lacking = rule.arguments.iter().find(|argument| {
        (is_dynamic(&argument.name) && !values.contains_key(&argument.name))
            || (argument.required && !values.contains_key(&argument.name))
    });
    let Some(lacking) = lacking else { return Ok(values) };
    let dynamic = is_dynamic(&lacking.name);
    if !dynamic && (none_is_meant || rule.is_complete(&found.resolution.path, &values)) {
        return Ok(values);
    }
    finding.code = Code::MissingArgument;
    finding.severity = if dynamic { finding.severity } else { Severity::Error };
    finding.message = format!("{} needs a value for `{}`", finding.message, lacking.name);
    if measure.is_some_and(|argument| argument.name == lacking.name) {
        let key = key.unwrap_or_else(|| "TABLE.COLUMN".to_owned());
        finding.help =
            Some(format!("give it with `--dimension {key}=N`, or under `[dimensions]` in the configuration"));
    }
    Err(if dynamic {
        format!("the value of `{}` is not in the file", lacking.name)
    } else {
        format!("nothing gives a value for `{}`", lacking.name)
    })
}

fn contradiction(
    name: &str,
    values: &Values,
    dimension: Dimension,
    entry: &DimensionEntry,
) -> Result<(), Reason> {
    match (values.get(name), dimension) {
        (Some(Value::Integer(given)), Dimension::Given(configured)) if *given != configured => {
            Err(format!("the revision says {given}, {} says {configured}", entry.source))
        }
        (Some(Value::Integer(given)), Dimension::None) => {
            Err(format!("the revision says {given}, {} says none", entry.source))
        }
        _ => Ok(()),
    }
}

fn configured_dimension<'a>(planner: &Planner<'a, '_>, key: &str) -> Option<&'a DimensionEntry> {
    let dimensions = &planner.options.dimensions;
    dimensions.get(key).or_else(|| {
        let (_, rest) = key.split_once('.').filter(|(_, rest)| rest.contains('.'))?;
        dimensions.get(rest)
    })
}
