//! The values that a rule needs: from the expression, and from what is configured.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reason;
use super::answers::{self, Answer};
use super::context::Planner;
use super::known::column_of;
use super::options::{Dimension, DimensionEntry};
use crate::diagnostic::{Code, Finding, Severity};
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::revision::{Column, TypeUse};
use crate::rules::{self, ArgumentKind, ArgumentValue, Bound, Problem, Rule, Value, Values};
use crate::sql::TableName;

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
        ExprKind::Integer(_) | ExprKind::Negative(_) | ExprKind::Binary { .. } => expr
            .as_integer()
            .map_or(ArgumentValue::Dynamic, |value| ArgumentValue::Literal(Value::Integer(value))),
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

/// The values of a type expression.
pub(super) struct Known {
    /// By the names of the rule's arguments.
    pub(super) values: Values,
    /// Whether the call as written does not carry them: one comes from elsewhere, or under another name.
    pub(super) beside_call: bool,
}

/// The values that the rule needs, from the expression and from what is configured. An `Err` is the
/// reason why there are none, with the finding's code changed accordingly.
pub(super) fn values(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    rule: &Rule,
    bound: Bound,
    finding: &mut Finding,
) -> Result<Known, Reason> {
    if let Some(reason) = refusal(planner, found, rule, &bound, finding) {
        return Err(reason);
    }
    let Bound { mut values, given, problems, .. } = bound;
    let dynamic: Vec<&str> = problems
        .iter()
        .filter_map(|problem| match &problem.what {
            Problem::Dynamic(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let path = found.resolution.path.as_str();
    let runs_without = rule.is_complete(path, &values) && dynamic.is_empty();
    let key = column_of(planner, found).map(|(table, column)| key_of(&table, &column));
    let measure = rule.arguments.iter().find(|argument| is_dimension(argument));
    let entry = key.as_deref().and_then(|key| configured_dimension(planner, key));
    let lost = Lost { rule, values: &values, given: &given, dynamic: &dynamic };
    let answer = if runs_without { None } else { lost.answer(planner, found, finding) };
    let mut none_is_meant = false;
    let mut beside_call = found.arguments.iter().filter_map(Argument::keyword).any(|keyword| {
        rule.arguments.iter().any(|argument| argument.name != keyword && argument.answers_to(keyword))
    });
    if let (Some(argument), Some(entry)) = (measure, entry) {
        let name = argument.name.as_str();
        let written = given.contains_key(name) && values.contains_key(name);
        match entry.dimension {
            dimension if written => contradiction(name, &values, dimension, entry)?,
            _ if !runs_without && let Err(reason) = holds(planner, found, entry) => {
                let what = format!("it needs a value for `{name}`");
                refuse(finding, Code::MissingArgument, Severity::Error, &what);
                return Err(reason);
            }
            Dimension::None => none_is_meant = true,
            Dimension::Given(value) => {
                let value = Value::Integer(value);
                if let Err(problem) = argument.check(&ArgumentValue::Literal(value.clone())) {
                    let problem = format!("{problem} ({})", entry.source);
                    return Err(refuse(finding, Code::InvalidArgument, Severity::Error, &problem));
                }
                finding.source = Some(format!("{name} = {} from {}", value.python(), entry.source));
                if !runs_without {
                    finding.severity = Severity::Error;
                }
                values.insert(argument.name.clone(), value);
                beside_call = true;
            }
        }
    }
    let mut doubt = None;
    match answer {
        Some((argument, Ok(answer))) if entry.is_some() && is_dimension(argument) => {
            agrees(&answer, values.get(&argument.name), entry)?;
        }
        Some((argument, Ok(answer))) => {
            none_is_meant |= answer.value.is_none();
            beside_call |= answer.value.is_some();
            // A name may well stand for its value when the revision runs.
            if !dynamic.contains(&argument.name.as_str()) {
                finding.severity = Severity::Error;
            }
            take(argument, answer, &mut values, finding);
        }
        Some((_, Err(reason))) => doubt = Some(reason),
        None => {}
    }
    let Some(lacking) = lacking(rule, &values, &dynamic).next() else {
        return Ok(Known { values, beside_call });
    };
    let is_dynamic = dynamic.contains(&lacking.name.as_str());
    if !is_dynamic && (none_is_meant || rule.is_complete(path, &values)) {
        return Ok(Known { values, beside_call });
    }
    finding.help = Some(unanswered(key, lacking));
    let (severity, reason) = if is_dynamic {
        (finding.severity, format!("the value of `{}` is not in the file", lacking.name))
    } else {
        (Severity::Error, format!("nothing gives a value for `{}`", lacking.name))
    };
    let reason = doubt.map_or_else(|| reason.clone(), |doubt| format!("{reason}; {doubt}"));
    refuse(finding, Code::MissingArgument, severity, &format!("it needs a value for `{}`", lacking.name));
    Err(reason)
}

/// Why the arguments that are written cannot be right.
fn refusal(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    rule: &Rule,
    bound: &Bound,
    finding: &mut Finding,
) -> Option<Reason> {
    let wrong = bound.problems.iter().find(|problem| !matches!(problem.what, Problem::Dynamic(_)));
    if let Some(problem) = wrong {
        // What the rule does not know may still run where the class is imported; Postgres refuses this.
        let severity = match problem.what {
            Problem::OutOfRange { .. } => Severity::Error,
            _ => finding.severity,
        };
        return Some(refuse(finding, Code::InvalidArgument, severity, &problem.what.to_string()));
    }
    if let Some(name) = differs_from_column(planner, found, rule, &bound.values, &bound.given) {
        let what =
            format!("versions of the package read `{name}` differently, and the column says otherwise");
        return Some(refuse(finding, Code::InvalidArgument, finding.severity, &what));
    }
    None
}

/// Puts an answer among the values.
fn take(argument: &rules::Argument, answer: Answer, values: &mut Values, finding: &mut Finding) {
    finding.source = Some(match &answer.value {
        Some(value) => format!("{} = {} from {}", argument.name, value.python(), answer.source),
        None => answer.source,
    });
    values.extend(answer.value.map(|value| (argument.name.clone(), value)));
}

/// What is said of a finding whose argument nothing gives.
fn unanswered(key: Option<String>, lacking: &rules::Argument) -> String {
    if is_dimension(lacking) {
        let key = key.unwrap_or_else(|| "TABLE.COLUMN".to_owned());
        format!("give it with `--dimension {key}=N`, or under `[dimensions]` in the configuration")
    } else {
        "the expression hides the column's type: write the type that the database has".to_owned()
    }
}

/// The arguments that have to have a value and have none.
fn lacking<'r>(
    rule: &'r Rule,
    values: &Values,
    dynamic: &[&str],
) -> impl Iterator<Item = &'r rules::Argument> {
    rule.arguments.iter().filter(|argument| {
        let wanted = argument.required || dynamic.contains(&argument.name.as_str());
        wanted && !values.contains_key(&argument.name)
    })
}

/// Whether the configuration, which describes today, may answer. What is given for this run may.
fn holds(planner: &Planner<'_, '_>, found: &TypeUse<'_>, entry: &DimensionEntry) -> Result<(), Reason> {
    if !entry.is_of_today() {
        return Ok(());
    }
    let today = |reason| format!("{} describes today, and {reason}", entry.source);
    answers::unchanged(planner, found).map_err(today)
}

/// A call that lacks values.
struct Lost<'r, 'c> {
    rule: &'r Rule,
    values: &'c Values,
    given: &'c std::collections::BTreeMap<String, usize>,
    dynamic: &'c [&'c str],
}

impl<'r> Lost<'r, '_> {
    /// What the history or the models say of the one argument that is lacking, if the type is to be mended.
    fn answer(
        &self,
        planner: &Planner<'_, '_>,
        found: &TypeUse<'_>,
        finding: &Finding,
    ) -> Option<(&'r rules::Argument, Result<Answer, Reason>)> {
        if finding.severity == Severity::Note && !planner.options.freeze {
            return None;
        }
        let mut lacking = lacking(self.rule, self.values, self.dynamic);
        let (argument, None) = (lacking.next()?, lacking.next()) else { return None };
        let written = self.given.get(&argument.name).and_then(|at| found.arguments.get(*at));
        let written = written.map(|written| &written.value);
        Some((argument, answers::argument(planner, found, self.rule, self.values, argument, written)?))
    }
}

/// Whether what is configured is what the history or the models say.
fn agrees(answer: &Answer, configured: Option<&Value>, entry: Option<&DimensionEntry>) -> Result<(), Reason> {
    if answer.value.as_ref() == configured {
        return Ok(());
    }
    let shown = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::python);
    let source = entry.map_or("the configuration", |entry| entry.source.as_str());
    let (own, given) = (shown(answer.value.as_ref()), shown(configured));
    Err(format!("{source} says {given}, {} says {own}", answer.source))
}

/// The argument that repeats a keyword of the column, and says something else.
fn differs_from_column<'r>(
    planner: &Planner<'_, '_>,
    found: &TypeUse<'_>,
    rule: &'r Rule,
    values: &Values,
    given: &std::collections::BTreeMap<String, usize>,
) -> Option<&'r str> {
    let column = Column::read(planner.revision, found.column?)?;
    rule.arguments
        .iter()
        .filter(|argument| argument.of_column && given.contains_key(&argument.name))
        .map(|argument| argument.name.as_str())
        .find(|name| {
            let said = column.keyword(name).map(|value| literal_value(planner, value));
            values.get(*name).cloned().map(ArgumentValue::Literal) != said
        })
}

/// Turns the finding into one about an argument, and gives back what is wrong with it.
fn refuse(finding: &mut Finding, code: Code, severity: Severity, what: &str) -> Reason {
    finding.code = code;
    finding.severity = severity;
    finding.message = format!("{}: {what}", finding.message);
    what.to_owned()
}

/// Whether the argument is what `--dimension` gives.
fn is_dimension(argument: &rules::Argument) -> bool {
    argument.kind == ArgumentKind::Integer
        && ["dim", "dims", "dimension", "dimensions"].iter().any(|name| argument.answers_to(name))
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

/// `table.column` or `schema.table.column`
fn key_of(table: &TableName, column: &str) -> String {
    let schema = table.schema.as_ref().map_or_else(String::new, |schema| format!("{schema}."));
    format!("{schema}{}.{column}", table.name)
}

fn configured_dimension<'a>(planner: &Planner<'a, '_>, key: &str) -> Option<&'a DimensionEntry> {
    let dimensions = &planner.options.dimensions;
    dimensions.get(key).or_else(|| {
        let (_, rest) = key.split_once('.').filter(|(_, rest)| rest.contains('.'))?;
        dimensions.get(rest)
    })
}
