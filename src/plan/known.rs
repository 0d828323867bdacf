//! Type expressions and what the rules make of them.

use super::arguments::{Known, call_arguments, values};
use super::context::Planner;
use super::raw::{blot_out, one_line};
use super::{Reason, answers, companion, learnt, undefined};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::Rewrite;
use crate::python::{Argument, ExprKind, Root};
use crate::revision::{Column, Guard, Place, Standing, TypeUse, standing};
use crate::rules::{Bound, CreatedIndex, Lookup, Piece, Rule, TypeReference, Values};
use crate::source::Span;
use crate::sql::TableName;

/// What a type expression stands for in the database.
#[derive(Clone, Debug)]
pub(super) struct KnownType {
    /// Postgres type text, qualified if that is configured.
    pub(super) sql: Option<String>,
    /// The `SQLAlchemy` expression.
    pub(super) expression: Option<String>,
    /// The constructor's arguments, where they are not what is written.
    pub(super) call: Option<String>,
    /// The index that the package makes beside a column.
    pub(super) creates: Option<CreatedIndex>,
    /// The way that is asked for.
    pub(super) way: Rewrite,
}

/// What becomes of a type expression.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "few type expressions are in a file, and most of them are known"
)]
pub(super) enum Target {
    /// It is rewritten.
    Known(KnownType),
    /// It is dropped: Postgres needs no `existing_type`.
    Dropped,
    /// Nothing is known of it.
    Unknown,
}

/// A type expression with its finding.
#[derive(Debug)]
pub(super) struct Candidate<'r, 'm> {
    pub(super) found: &'r TypeUse<'m>,
    pub(super) rule: Option<&'r Rule>,
    pub(super) target: Target,
    pub(super) finding: Finding,
    /// Names and places of arguments that hold secrets.
    pub(super) secrets: Vec<(String, Span)>,
    /// The class refuses these arguments even where it is imported.
    pub(super) cannot_be_called: bool,
    /// Suppressed or not selected.
    pub(super) hidden: bool,
    /// To be mended.
    pub(super) active: bool,
    /// Why it cannot be.
    pub(super) blocked: Option<Reason>,
}

/// How surely the class can be reached when the revision runs.
fn severity_of(planner: &Planner<'_, '_>, found: &TypeUse<'_>, rule: Option<&Rule>) -> Severity {
    let path = found.resolution.path.as_str();
    match found.resolution.root {
        Root::Unbound | Root::Builtin => Severity::Error,
        Root::Star | Root::Local => Severity::Note,
        Root::Module | Root::Object if standing(path) == Standing::Missing => Severity::Error,
        // The import statement names the class itself.
        Root::Object if matches!(found.class.kind, ExprKind::Name(_)) => Severity::Note,
        Root::Module | Root::Object => {
            let imports = |module: &str| planner.revision.names.imports(module);
            let bound = match rule {
                Some(rule) if !rule.has_path(path) => return Severity::Error,
                Some(rule) => planner.rules.binds(rule, path, &imports),
                None => path.rsplit_once('.').is_some_and(|(module, _)| imports(module)),
            };
            if bound { Severity::Note } else { Severity::Warning }
        }
    }
}

/// Every type expression that there is something to say about.
pub(super) fn candidates<'r, 'm>(planner: &Planner<'r, 'm>) -> Vec<Candidate<'r, 'm>> {
    let revision = planner.revision;
    revision.uses.types.iter().filter_map(|found| candidate(planner, found)).collect()
}

fn candidate<'r, 'm>(planner: &Planner<'r, 'm>, found: &'r TypeUse<'m>) -> Option<Candidate<'r, 'm>> {
    let guard = planner.revision.guard_at(found.expr.span.start);
    if guard == Guard::Other {
        return None;
    }
    let text = one_line(planner.file().slice(found.expr.span));
    if found.standard {
        return standard(planner, found, &text);
    }
    let meant = undefined::meant(&found.resolution);
    if matches!(meant.rsplit('.').next(), Some("NullType" | "NULLTYPE"))
        && matches!(standing(&meant), Standing::Known | Standing::Missing)
        || meant == "NullType"
    {
        return Some(null_type(planner, found, &text));
    }
    let bound = !matches!(found.resolution.root, Root::Unbound | Root::Builtin);
    let mut candidate = match planner.rules.lookup(&TypeReference { path: &meant, root_bound: bound }) {
        Lookup::Rule(rule) => with_rule(planner, found, rule, &text),
        Lookup::Tie(rules) => {
            let names: Vec<String> = rules.iter().map(|rule| rule.id.to_string()).collect();
            let mut candidate = Candidate::new(planner, found, Code::CustomType, None, custom_message(&text));
            candidate.blocked = Some(format!("the rules {} know it equally well", names.join(" and ")));
            candidate
        }
        Lookup::None => own(planner, found, &text)?,
    };
    if guard == Guard::Unclear {
        candidate.blocked =
            Some("it runs under a condition on the database that is not understood".to_owned());
    }
    Some(candidate)
}

fn custom_message(text: &str) -> String {
    format!("custom type `{text}`")
}

impl<'r, 'm> Candidate<'r, 'm> {
    fn new(
        planner: &Planner<'r, 'm>,
        found: &'r TypeUse<'m>,
        code: Code,
        rule: Option<&'r Rule>,
        message: String,
    ) -> Self {
        let mut severity = severity_of(planner, found, rule);
        if planner.revision.module.reprs.iter().any(|repr| found.expr.span.contains(*repr)) {
            severity = Severity::Error;
        }
        if let Some(rule) = rule {
            let configured = planner.options.rule_overrides.get(&rule.id).and_then(|given| given.severity);
            severity = configured.or(rule.severity).unwrap_or(severity);
        }
        let mut finding = Finding::new(code, severity, found.expr.span, message);
        finding.rule = rule.map(|rule| rule.id.to_string());
        Self {
            found,
            rule,
            target: Target::Unknown,
            finding,
            secrets: Vec::new(),
            cannot_be_called: false,
            hidden: false,
            active: false,
            blocked: None,
        }
    }
}

/// Whether a name inside the expression, its class aside, is bound nowhere.
pub(super) fn holds_unbound_name(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> bool {
    planner.revision.uses.unbound.iter().any(|name| found.expr.span.contains(name.root.span))
}

/// Whether a suppressed candidate stands in the same operation as `found`, and in `within` if that is
/// given: what was asked to be left alone stays.
pub(super) fn hides_another(
    candidates: &[Candidate<'_, '_>],
    found: &TypeUse<'_>,
    within: Option<Span>,
) -> bool {
    candidates.iter().any(|other| {
        other.hidden
            && other.found.operation == found.operation
            && within.is_none_or(|span| span.contains(other.found.expr.span))
    })
}

fn null_type<'r, 'm>(planner: &Planner<'r, 'm>, found: &'r TypeUse<'m>, text: &str) -> Candidate<'r, 'm> {
    let message = format!("`{text}`: reflection did not know the column's type");
    let mut candidate = Candidate::new(planner, found, Code::NullType, None, message);
    candidate.finding.severity = Severity::Error;
    if found.place == Place::ExistingType {
        candidate.target = Target::Dropped;
        // `sa.types.NullType()` exists and does no harm here.
        if standing(&found.resolution.path) == Standing::Known && found.resolution.root != Root::Unbound {
            candidate.finding.severity = Severity::Note;
        }
    } else {
        match answers::whole_type(planner, found) {
            Some(Ok((rule, source))) => {
                candidate.rule = Some(rule);
                candidate.target =
                    known_type(planner, rule, &Known { values: Values::default(), beside_call: false });
                candidate.finding.source = Some(source);
                return candidate;
            }
            Some(Err(reason)) => candidate.blocked = Some(reason),
            None => candidate.blocked = Some("the revision does not say what the type was".to_owned()),
        }
        candidate.finding.help =
            Some("write the column's real type; an earlier revision or the models have it".to_owned());
    }
    candidate
}

/// A type that no rule knows: learnt from the project's sources where it is to be mended, else unknown.
fn own<'r, 'm>(planner: &Planner<'r, 'm>, found: &'r TypeUse<'m>, text: &str) -> Option<Candidate<'r, 'm>> {
    let runs = severity_of(planner, found, None) == Severity::Note;
    let refusal = if runs { learnt::refusal(planner, found) } else { None };
    let wanted = planner.options.freeze || !runs || refusal.is_some();
    let learnt = if wanted { learnt::rule(planner, found) } else { None };
    let refused = |mut candidate: Candidate<'r, 'm>| {
        if let Some(refusal) = &refusal {
            candidate.finding.severity = Severity::Error;
            candidate.finding.message =
                format!("{}: its class refuses the call ({refusal})", candidate.finding.message);
        }
        candidate
    };
    match learnt {
        // An old type of these kinds may bring a constraint, which is looked for by its class.
        Some(Ok((rule, _))) if found.place == Place::ExistingType && makes_constraint(rule) => {
            unknown(planner, found, text)
        }
        Some(Ok((rule, place))) => {
            let mut candidate = refused(with_rule(planner, found, rule, text));
            candidate.finding = candidate.finding.inferred_from(place);
            Some(candidate)
        }
        Some(Err(reason)) => {
            let mut candidate = unknown(planner, found, text)?;
            candidate.blocked =
                candidate.blocked.map(|_| format!("no rule says what Postgres needs; {reason}"));
            Some(refused(candidate))
        }
        None => unknown(planner, found, text),
    }
}

fn makes_constraint(rule: &Rule) -> bool {
    let kinds = ["sa.Enum(", "postgresql.ENUM(", "sa.Boolean("];
    let begins = |text: &str| kinds.iter().any(|kind| text.starts_with(kind));
    rule.type_forms
        .iter()
        .any(|form| matches!(form.expression.pieces.first(), Some(Piece::Text(text)) if begins(text)))
}

/// One of SQLAlchemy's types that takes arguments from the project.
fn standard<'r, 'm>(
    planner: &Planner<'r, 'm>,
    found: &'r TypeUse<'m>,
    text: &str,
) -> Option<Candidate<'r, 'm>> {
    let severity = if holds_unbound_name(planner, found) { Severity::Error } else { Severity::Note };
    if severity == Severity::Note && !planner.options.freeze {
        return None;
    }
    let message = format!("`{text}` takes its arguments from the project's code");
    let mut candidate = Candidate::new(planner, found, Code::UnknownType, None, message);
    candidate.finding.severity = severity;
    match learnt::standard_rule(planner, found)? {
        Ok((rule, place)) => {
            candidate.rule = Some(rule);
            candidate.target =
                known_type(planner, rule, &Known { values: Values::default(), beside_call: false });
            candidate.finding = candidate.finding.inferred_from(place);
        }
        Err(reason) => candidate.blocked = Some(reason),
    }
    Some(candidate)
}

fn unknown<'r, 'm>(
    planner: &Planner<'r, 'm>,
    found: &'r TypeUse<'m>,
    text: &str,
) -> Option<Candidate<'r, 'm>> {
    if found.place == Place::Other {
        return None;
    }
    let message = format!("no rule knows the type `{text}`");
    let mut candidate = Candidate::new(planner, found, Code::UnknownType, None, message);
    if found.place == Place::ExistingType {
        candidate.target = Target::Dropped;
        return Some(candidate);
    }
    // Luck with the import does not help where a name inside is bound nowhere.
    if candidate.finding.severity == Severity::Warning && holds_unbound_name(planner, found) {
        candidate.finding.severity = Severity::Error;
    }
    candidate.blocked = Some("no rule says what Postgres needs".to_owned());
    candidate.finding.help = Some(learnt::lesson(found));
    Some(candidate)
}

fn with_rule<'r, 'm>(
    planner: &Planner<'r, 'm>,
    found: &'r TypeUse<'m>,
    rule: &'r Rule,
    text: &str,
) -> Candidate<'r, 'm> {
    let bound = rule.bind(&call_arguments(planner, found.arguments));
    let shown = hide_secrets(planner, found, &bound).unwrap_or_else(|| text.to_owned());
    let mut candidate = Candidate::new(planner, found, Code::CustomType, Some(rule), custom_message(&shown));
    candidate.secrets = bound
        .secret
        .iter()
        .filter_map(|&at| found.arguments.get(at))
        .filter(|argument| is_text(planner, argument))
        .map(|argument| (argument.keyword().unwrap_or("key").to_owned(), argument.value.span))
        .collect();
    if holds_unbound_name(planner, found) {
        candidate.finding.severity = Severity::Error;
    }
    candidate.cannot_be_called = !bound.refused.is_empty();
    if candidate.cannot_be_called && candidate.finding.severity == Severity::Note {
        candidate.finding.severity = Severity::Error;
        candidate.finding.message =
            format!("{}: its class takes no `{}`", candidate.finding.message, bound.refused.join("`, `"));
    }
    if found.place == Place::ExistingType {
        candidate.target = Target::Dropped;
        return candidate;
    }
    match values(planner, found, rule, bound, &mut candidate.finding) {
        Ok(known) => {
            candidate.target = known_type(planner, rule, &known);
            candidate.blocked = rule.manual.clone().filter(|_| configured_way(planner, rule).is_none());
            companion::refuse_long_name(planner, &mut candidate);
        }
        Err(blocked) => candidate.blocked = Some(blocked),
    }
    candidate
}

/// Whether an argument is a string or bytes literal, and so holds what it is about.
fn is_text(planner: &Planner<'_, '_>, argument: &Argument) -> bool {
    let text = planner.file().slice(argument.value.span);
    text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with(['\'', '"'])
}

/// The way that the configuration asks for, for this rule or its pack.
fn configured_way(planner: &Planner<'_, '_>, rule: &Rule) -> Option<Rewrite> {
    let own = planner.options.rule_overrides.get(&rule.id).and_then(|given| given.rewrite);
    own.or_else(|| planner.options.pack_rewrites.get(&rule.id.pack).copied())
}

fn known_type(planner: &Planner<'_, '_>, rule: &Rule, known: &Known) -> Target {
    let values = &known.values;
    let options = planner.options;
    let way = configured_way(planner, rule).or(options.rewrite).unwrap_or(rule.rewrite);
    let schema = options.extension_schema.as_deref().filter(|_| rule.qualify);
    let sql = rule.sql_text(values).map(|sql| match schema {
        Some(schema) => format!("{}.{sql}", crate::sql::identifier(schema)),
        None => sql,
    });
    // SQLAlchemy's own types cannot be qualified.
    let expression = rule.type_text(values, options.sqlalchemy).filter(|_| schema.is_none());
    let call = known.beside_call.then(|| {
        let given =
            rule.arguments.iter().filter_map(|argument| Some((argument, values.get(&argument.name)?)));
        let given: Vec<String> =
            given.map(|(argument, value)| format!("{}={}", argument.name, value.python())).collect();
        format!("({})", given.join(", "))
    });
    let creates = rule.created_index(values).map(|index| match schema {
        Some(schema) => index.qualified(&crate::sql::identifier(schema)),
        None => index,
    });
    Target::Known(KnownType { sql, expression, call, creates, way })
}

/// The column that a type expression is for, with its table.
pub(super) fn column_of(planner: &Planner<'_, '_>, found: &TypeUse<'_>) -> Option<(TableName, String)> {
    let operation = &planner.revision.operations[found.operation?];
    let table = planner.table(operation)?;
    let column = match found.place {
        Place::NewType | Place::ExistingType => {
            planner.revision.string(operation.arguments.get("column_name")?)?
        }
        Place::Column | Place::TableColumn | Place::Value | Place::Nested | Place::Other => {
            planner.revision.string(Column::read(planner.revision, found.column?)?.name?)?
        }
    };
    Some((table, column))
}

/// The expression on one line with its secrets blotted out, if it has any.
fn hide_secrets(planner: &Planner<'_, '_>, found: &TypeUse<'_>, bound: &Bound) -> Option<String> {
    let spans: Vec<Span> = bound
        .secret
        .iter()
        .filter_map(|&at| found.arguments.get(at))
        .map(|argument| argument.value.span)
        .collect();
    (!spans.is_empty()).then(|| blot_out(planner, found.expr.span, &spans))
}
