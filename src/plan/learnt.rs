//! Rules for types that no rule knows, learnt from the project's sources while planning.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax are no literals")]

use std::path::Path;

use elsa::sync::FrozenMap;

use super::context::Planner;
use super::options::{Options, Surroundings};
use crate::infer::{self, Literal, Shape};
use crate::python::{Argument, Expr, ExprKind, Passing, Root};
use crate::revision::{Guard, Place, Revision, Standing, TypeUse, standing};
use crate::rules::{
    ArgumentValue, Lookup, Origin, Rule, RuleFile, RuleSet, TypeReference, Value, Values, load,
};
use crate::schema::{Told, ToldType};

/// What was learnt of a type expression.
#[derive(Debug)]
pub struct LearntRule {
    /// Its rule, or why there is none.
    rule: Result<Rule, String>,
    /// Where it was learnt from.
    place: String,
}

/// What a run has learnt, kept for the next revision that asks.
#[derive(Default)]
pub struct Memory(FrozenMap<(String, Shape), Box<LearntRule>>);

impl std::fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Memory({})", self.0.len())
    }
}

/// The rule for a type expression that none of the given rules knows, with the place that it was learnt
/// from, or why it cannot be told. `None` where nobody asked.
pub(super) fn rule<'r>(
    planner: &Planner<'r, '_>,
    found: &TypeUse<'_>,
) -> Option<Result<(&'r Rule, &'r str), String>> {
    if !planner.options.infer {
        return None;
    }
    let shape = shape(planner.revision, found)?;
    let path = found.resolution.path.to_string();
    let memory = planner.surroundings.memory()?;
    let key = (path, shape);
    let learnt = match memory.0.get(&key) {
        Some(learnt) => learnt,
        None => {
            let learnt = learn(planner, found, &key.1);
            memory.0.insert(key.clone(), Box::new(learnt))
        }
    };
    let reason = match &learnt.rule {
        Ok(rule) => return Some(Ok((rule, learnt.place.as_str()))),
        Err(reason) => reason,
    };
    // What the arguments, or the name, stand for may be the file's affair.
    let given = |literal: &Literal| matches!(literal, Literal::Other | Literal::Path(_));
    let by_file = key.1.arguments.iter().any(|(_, literal)| given(literal))
        || matches!(found.resolution.root, Root::Star | Root::Local);
    match standard_rule(planner, found).filter(|_| by_file) {
        Some(Ok(known)) => Some(Ok(known)),
        Some(Err(own)) if matches!(found.resolution.root, Root::Star | Root::Local) => Some(Err(own)),
        _ => Some(Err(reason.clone())),
    }
}

/// What the project's sources say of the types of a revision that no rule knows.
pub fn learnt_types(
    revision: &Revision<'_>,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Told {
    let mut told = Told::default();
    let planner = Planner::new(revision, rules, options, surroundings);
    for found in unknown_types(revision, rules, "") {
        if let Some(Ok((rule, _))) = rule(&planner, found)
            && let Some(values) = literal_values(&planner, found, rule)
            && let Some(sql) = rule.sql_text(&values)
        {
            let told_type = ToldType {
                sql: Some(sql),
                instead: false,
                integer: rule.is_integer(),
                creates: rule.created_index(&values),
                extension: rule.extension.clone(),
            };
            told.tell(found.expr.span, told_type);
        }
    }
    told
}

/// The values of a type expression's arguments, where they are all literals that the rule takes.
fn literal_values(planner: &Planner<'_, '_>, found: &TypeUse<'_>, rule: &Rule) -> Option<Values> {
    let shape = shape(planner.revision, found)?;
    let value = |literal: &Literal| match literal {
        Literal::None => ArgumentValue::None_,
        Literal::Boolean(value) => ArgumentValue::Literal(Value::Boolean(*value)),
        Literal::Integer(number) => ArgumentValue::Literal(Value::Integer(*number)),
        Literal::Text(text) => ArgumentValue::Literal(Value::Text(text.clone())),
        Literal::Path(_) | Literal::Other => ArgumentValue::Dynamic,
    };
    let arguments: Vec<(Option<&str>, ArgumentValue)> =
        shape.arguments.iter().map(|(name, literal)| (name.as_deref(), value(literal))).collect();
    let bound = rule.bind(&arguments);
    let complete = bound.problems.is_empty() && rule.is_complete(&found.resolution.path, &bound.values);
    complete.then_some(bound.values)
}

/// Why the class of a type expression refuses the call although it can be imported.
pub(super) fn refusal(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<String> {
    if !planner.options.infer || found.place == Place::Other {
        return None;
    }
    planner.surroundings.memory()?;
    let shape = shape(planner.revision, found)?;
    infer::refusal(planner.surroundings.sources(), planner.rules, &found.resolution.path, &shape)
}

/// The rule for one call of a type of SQLAlchemy's own that takes arguments from the project.
pub(super) fn standard_rule<'r>(
    planner: &Planner<'r, '_>,
    found: &TypeUse<'_>,
) -> Option<Result<(&'r Rule, &'r str), String>> {
    if !planner.options.infer {
        return None;
    }
    let memory = planner.surroundings.memory()?;
    let file = planner.file();
    // What the names in it stand for is the file's affair.
    let call = format!("{} {} {}", file.path().display(), found.expr.span.start, file.slice(found.expr.span));
    let key = (call, Shape { called: true, arguments: Vec::new() });
    let learnt = match memory.0.get(&key) {
        Some(learnt) => learnt,
        None => {
            let sources = planner.surroundings.sources();
            let learnt = infer::standard(sources, planner.rules, planner.as_source(), found.expr.span);
            let place = learnt.as_ref().map(|learnt| learnt.place.clone()).unwrap_or_default();
            // No module is in the name of a class that the revision declares, or has from a star import.
            let path = match found.resolution.root {
                Root::Local | Root::Star => format!("*.{}", found.resolution.path),
                _ => found.resolution.path.to_string(),
            };
            let rule = learnt
                .and_then(|one| infer::pack(&[(vec![path], one)]).map_err(|(_, doubt)| doubt))
                .and_then(|text| loaded(&text));
            memory.0.insert(key, Box::new(LearntRule { rule, place }))
        }
    };
    Some(match &learnt.rule {
        Ok(rule) => Ok((rule, learnt.place.as_str())),
        Err(reason) => Err(reason.clone()),
    })
}

fn learn(planner: &Planner<'_, '_>, found: &TypeUse<'_>, shape: &Shape) -> LearntRule {
    let sources = planner.surroundings.sources();
    let path = found.resolution.path.as_str();
    let callee = match infer::locate(sources, planner.rules, path) {
        Ok(callee) => callee,
        Err(reason) => return LearntRule { rule: Err(reason), place: String::new() },
    };
    let place = callee.place();
    let rule = infer::learn(sources, planner.rules, &callee, std::slice::from_ref(shape))
        .and_then(|learnt| infer::pack(&[(vec![pattern(found)], learnt)]).map_err(|(_, doubt)| doubt))
        .and_then(|text| loaded(&text));
    let rule = rule.map_err(|reason| format!("{place}: {reason}"));
    LearntRule { rule, place }
}

/// The one rule of a text, made once.
pub(super) fn kept<'r>(
    planner: &Planner<'r, '_>,
    name: String,
    make: impl FnOnce() -> Result<Rule, String>,
) -> Option<Result<&'r Rule, String>> {
    let memory = planner.surroundings.memory()?;
    let key = (name, Shape { called: false, arguments: Vec::new() });
    let learnt = match memory.0.get(&key) {
        Some(learnt) => learnt,
        None => memory.0.insert(key, Box::new(LearntRule { rule: make(), place: String::new() })),
    };
    Some(learnt.rule.as_ref().map_err(Clone::clone))
}

/// The first rule of a text.
///
/// # Errors
/// What is wrong with the text.
pub fn loaded(text: &str) -> Result<Rule, String> {
    let file = RuleFile { path: Path::new("learnt"), text, origin: Origin::Team };
    let set: RuleSet = load(&[file])
        .map_err(|errors| errors.iter().map(|error| error.message.clone()).collect::<Vec<_>>().join("; "))?;
    set.rules().first().cloned().ok_or_else(|| "nothing was learnt".to_owned())
}

/// The type expressions of a revision that no rule knows, those of `pack` left out of account.
pub fn unknown_types<'r, 'm>(
    revision: &'r Revision<'m>,
    rules: &RuleSet,
    pack: &str,
) -> impl Iterator<Item = &'r TypeUse<'m>> {
    revision.uses.types.iter().filter(move |found| {
        let path = found.resolution.path.as_str();
        let bound = !matches!(found.resolution.root, Root::Unbound | Root::Builtin);
        let known = match rules.lookup(&TypeReference { path, root_bound: bound }) {
            Lookup::Rule(rule) => rule.id.pack != pack,
            Lookup::Tie(_) => true,
            Lookup::None => false,
        };
        let sought = !matches!(found.place, Place::ExistingType | Place::Other);
        let null = matches!(path.rsplit('.').next(), Some("NullType" | "NULLTYPE"));
        sought
            && !known
            && !null
            && !found.standard
            && revision.guard_at(found.expr.span.start) != Guard::Other
    })
}

/// The pattern of a rule that knows the expression.
pub fn pattern(found: &TypeUse<'_>) -> String {
    let path = &found.resolution.path;
    let unbound = matches!(found.resolution.root, Root::Unbound | Root::Builtin);
    let lost = standing(path) == Standing::Missing
        || unbound && path.matches('.').count() <= 1
        || !path.contains('.');
    match path.rsplit('.').next() {
        Some(name) if lost => format!("*.{name}"),
        _ => path.to_string(),
    }
}

/// The rule file that would teach a type, up to what Postgres is to have.
pub(super) fn lesson(found: &TypeUse<'_>) -> String {
    let pattern = pattern(found);
    // A pattern with a star is an alias in YAML unless it is quoted.
    let shown = if pattern.starts_with('*') { format!("\"{pattern}\"") } else { pattern };
    let mut lesson = format!(
        "teach it in a rule file, and give that with `--rules`:\n\
         pack: team\n\
         rules:\n  \
         - id: {}\n    \
         types: [{shown}]\n",
        infer::kebab_case(found.resolution.path.rsplit('.').next().unwrap_or_default()),
    );
    if !found.arguments.is_empty() {
        lesson.push_str("    arguments:\n");
    }
    for (at, argument) in found.arguments.iter().enumerate() {
        let name = argument.keyword().map_or_else(|| format!("argument{}", at + 1), str::to_owned);
        let kind = match argument.value.kind {
            ExprKind::Integer(_) => "integer",
            ExprKind::Boolean(_) => "boolean",
            ExprKind::String(_) => "string",
            _ => "any",
        };
        lesson.push_str(&format!("      - {{name: {name}, kind: {kind}}}\n"));
    }
    lesson.push_str("    sql: text  # the type that Postgres is to have");
    lesson
}

/// The arguments of a type expression; none where they cannot be read.
pub fn shape(revision: &Revision<'_>, found: &TypeUse<'_>) -> Option<Shape> {
    let mut arguments = Vec::new();
    for argument in found.arguments {
        let keyword = match &argument.passing {
            Passing::Positional => None,
            Passing::Keyword(name) => Some(name.to_string()),
            Passing::Star | Passing::DoubleStar => return None,
        };
        arguments.push((keyword, literal(revision, argument)));
    }
    Some(Shape { called: found.expr.as_call().is_some(), arguments })
}

fn literal(revision: &Revision<'_>, argument: &Argument) -> Literal {
    let value: &Expr = &argument.value;
    match &value.kind {
        ExprKind::None => Literal::None,
        ExprKind::Boolean(value) => Literal::Boolean(*value),
        ExprKind::Integer(_) | ExprKind::Negative(_) | ExprKind::Binary { .. } => {
            value.as_integer().map_or(Literal::Other, Literal::Integer)
        }
        ExprKind::String(value) => Literal::Text(value.clone()),
        ExprKind::Name(_) | ExprKind::Attribute { .. } => match revision.names.resolve(value) {
            Some(resolution) if matches!(resolution.root, Root::Module | Root::Object) => {
                Literal::Path(resolution.path.to_string())
            }
            _ => Literal::Other,
        },
        _ => Literal::Other,
    }
}
