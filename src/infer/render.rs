//! Column types as text: the `SQLAlchemy` expression, or the Postgres type.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values are no literals")]

use super::interpret::Interpreter;
use super::signature::{named, parameters};
use super::value::{Piece, TypeValue, Value, join};
use crate::edit::Rewrite;
use crate::python::{Quote, string_literal};
use crate::revision::{Standing, has_top_level, standing};
use crate::rules::Value as Literal;
use crate::rules::{ArgumentValue, Lookup, Rule, SqlAlchemy, TypeReference};

/// Stands for an argument's value where a rule has to look at it; below every limit.
const SENTINEL: i64 = 1789;

/// What a type is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A `SQLAlchemy` expression, and the oldest version that has it.
    Expression(Vec<Piece>, SqlAlchemy),
    /// A Postgres type.
    Sql(Vec<Piece>),
}

/// Types that `dialect.type_descriptor` turns into others by driver: VARCHAR for CHAR on psycopg, CHAR on
/// psycopg2. Measured for psycopg, psycopg2 and asyncpg on SQLAlchemy 1.4, 2.0 and 2.1.
const BY_DRIVER: &[&str] =
    &["BLOB", "CHAR", "CLOB", "DATETIME", "NCHAR", "NVARCHAR", "TEXT", "Text", "UnicodeText"];
/// What it turns into FLOAT on all of them.
const TO_FLOAT: &[&str] = &["REAL", "Double", "DOUBLE", "DOUBLE_PRECISION"];
/// Names that SQLAlchemy 1.4 lacks.
const SINCE_2: &[&str] = &[
    "CITEXT",
    "DATEMULTIRANGE",
    "DOMAIN",
    "DOUBLE",
    "DOUBLE_PRECISION",
    "Double",
    "INT4MULTIRANGE",
    "INT8MULTIRANGE",
    "JSONPATH",
    "NUMMULTIRANGE",
    "REGCONFIG",
    "TSMULTIRANGE",
    "TSQUERY",
    "TSTZMULTIRANGE",
    "UUID",
    "Uuid",
];
/// Arguments that Python alone sees.
const PYTHON_ONLY: &[&str] = &[
    "asdecimal",
    "as_uuid",
    "bind_processor",
    "comparator",
    "decimal_return_scale",
    "json_serializer",
    "metadata",
    "none_as_null",
    "omit_aliases",
    "pickler",
    "result_processor",
    "sort_key_function",
    "validate_strings",
    "values_callable",
    "astext_type",
    "_adapted_from",
    "_create_events",
    "_expect_unicode",
    "_enums",
    "as_tuple",
    "zero_indexes",
    "should_evaluate_none",
];

impl<'a> Interpreter<'a> {
    /// The rule that knows a path from outside the project and `SQLAlchemy`.
    pub(super) fn rule_of(&self, path: &str) -> Option<&'a Rule> {
        match self.rules.lookup(&TypeReference { path, root_bound: true }) {
            Lookup::Rule(rule) if rule.has_path(path) => Some(rule),
            _ => None,
        }
    }

    /// How a type is written in a revision.
    pub(super) fn write(&self, made: &TypeValue<'a>) -> Result<Written, String> {
        if let Some(spec) = &made.spec {
            return Ok(Written::Sql(spec.clone()));
        }
        if standing(&made.path) == Standing::Known {
            return self.standard(made);
        }
        self.by_rule(made)
    }

    fn standard(&self, made: &TypeValue<'a>) -> Result<Written, String> {
        let path = &made.path;
        let name = path.rsplit('.').next().unwrap_or_default();
        if let Some(place) = self.sources.registered(name) {
            return Err(format!("`@compiles` decides how `{name}` is compiled, at {place}"));
        }
        let module = if path.starts_with("sqlalchemy.dialects.postgresql.") {
            "postgresql"
        } else if path.starts_with("sqlalchemy.dialects.") {
            return Err(format!("`{path}` is no type of Postgres"));
        } else if has_top_level(name) {
            "sa"
        } else if path.starts_with("sqlalchemy.types.") || path.starts_with("sqlalchemy.sql.sqltypes.") {
            "sa.types"
        } else {
            return Err(format!("`{path}` has no name under `sqlalchemy`"));
        };
        let since =
            if SINCE_2.contains(&name) && (module == "sa" || name != "UUID") && name != "DOUBLE_PRECISION"
                || module == "sa" && name == "DOUBLE_PRECISION"
            {
                SqlAlchemy::V2_0
            } else {
                SqlAlchemy::V1_4
            };
        if made.described {
            let precise = named(module, name, &made.arguments)
                .iter()
                .any(|(keyword, value)| *keyword == Some("precision") && !matches!(value, Value::None));
            let timed = module == "postgresql" && matches!(name, "TIMESTAMP" | "TIME") && precise;
            if BY_DRIVER.contains(&name) || timed {
                return Err(format!(
                    "the DDL of `dialect.type_descriptor({name}())` depends on the driver (psycopg, psycopg2, asyncpg)"
                ));
            }
            if TO_FLOAT.contains(&name) {
                return Ok(Written::Expression(vec![Piece::Text("sa.Float()".to_owned())], SqlAlchemy::V1_4));
            }
        }
        let mut pieces = vec![Piece::Text(format!("{module}.{name}("))];
        let mut since = since;
        let arguments =
            if matches!(name, "Enum" | "ENUM") { self.labels(made)? } else { made.arguments.clone() };
        let named = named(module, name, &arguments);
        if let Some(sql) = self.array(name, &named) {
            return sql.map(Written::Sql);
        }
        let mut first = true;
        for (keyword, value) in named {
            if keyword.is_some_and(|keyword| PYTHON_ONLY.contains(&keyword) && !is_literal(value)) {
                continue;
            }
            if !std::mem::take(&mut first) {
                pieces.push(Piece::Text(", ".to_owned()));
            }
            pieces.extend(keyword.map(|keyword| Piece::Text(format!("{keyword}="))));
            let (text, needed) = self.argument(value)?;
            pieces.extend(text);
            since = since.max(needed);
        }
        pieces.push(Piece::Text(")".to_owned()));
        Ok(Written::Expression(join(pieces), since))
    }

    /// The type of an array's items.
    pub(super) fn item_of(&self, made: &TypeValue<'a>) -> Option<TypeValue<'a>> {
        let array = made.spec.is_none()
            && standing(&made.path) == Standing::Known
            && made.path.rsplit('.').next() == Some("ARRAY");
        let items = named("", "ARRAY", &made.arguments);
        match items.first().filter(|_| array)? {
            (None | Some("item_type"), item) => self.as_type((*item).clone()).ok(),
            _ => None,
        }
    }

    /// An array of a type that has no expression of `SQLAlchemy`'s.
    fn array(&self, name: &str, named: &[(Option<&str>, &Value<'a>)]) -> Option<Result<Vec<Piece>, String>> {
        let ("ARRAY", [(None | Some("item_type"), item), rest @ ..]) = (name, named) else { return None };
        let item = self.as_type((*item).clone()).and_then(|item| self.write(&item));
        let Ok(Written::Sql(mut pieces)) = item else { return None };
        let mut dimensions = 1;
        for (keyword, value) in rest {
            match (keyword, value) {
                (Some("dimensions"), Value::Integer(count @ 1..=6)) => dimensions = *count,
                (Some("dimensions"), Value::None) | (Some("as_tuple" | "zero_indexes"), _) => {}
                _ => return Some(Err("an argument of `ARRAY` is not understood".to_owned())),
            }
        }
        pieces.extend((0..dimensions).map(|_| Piece::Text("[]".to_owned())));
        Some(Ok(join(pieces)))
    }

    fn argument(&self, value: &Value<'a>) -> Result<(Vec<Piece>, SqlAlchemy), String> {
        let plain = |text: String| Ok((vec![Piece::Text(text)], SqlAlchemy::V1_4));
        match value {
            Value::None => plain("None".to_owned()),
            Value::Boolean(true) => plain("True".to_owned()),
            Value::Boolean(false) => plain("False".to_owned()),
            Value::Integer(value) => plain(value.to_string()),
            Value::Given(name) => Ok((vec![Piece::Argument(name.clone())], SqlAlchemy::V1_4)),
            Value::Text(_) => match value.plain() {
                Some(text) => plain(string_literal(&text, Quote::Single)),
                None => Err("text made of an argument is not understood".to_owned()),
            },
            Value::List(items) => {
                let mut pieces = vec![Piece::Text("[".to_owned())];
                let mut since = SqlAlchemy::V1_4;
                for (at, item) in items.iter().enumerate() {
                    pieces.extend((at > 0).then(|| Piece::Text(", ".to_owned())));
                    let (text, needed) = self.argument(item)?;
                    pieces.extend(text);
                    since = since.max(needed);
                }
                pieces.push(Piece::Text("]".to_owned()));
                Ok((pieces, since))
            }
            Value::Opaque(doubt) => Err(doubt.clone()),
            Value::Type(_) | Value::Class(_) | Value::External(_) => {
                let made = self.as_type(value.clone())?;
                match self.write(&made)? {
                    Written::Expression(pieces, since) => Ok((pieces, since)),
                    Written::Sql(_) => Err("a type inside has no SQLAlchemy expression".to_owned()),
                }
            }
            _ => Err("an argument of the type is not understood".to_owned()),
        }
    }

    /// A type of a package, by the rule that knows it.
    fn by_rule(&self, made: &TypeValue<'a>) -> Result<Written, String> {
        let rule = self.rule_of(&made.path).ok_or_else(|| format!("no rule knows `{}`", made.path))?;
        if let Some(reason) = &rule.manual {
            return Err(reason.clone());
        }
        let mut given = Vec::new();
        let mut call: Vec<(Option<&str>, ArgumentValue)> = Vec::new();
        for (keyword, value) in &made.arguments {
            let value = match value {
                Value::None => ArgumentValue::None_,
                Value::Boolean(value) => ArgumentValue::Literal(Literal::Boolean(*value)),
                Value::Integer(value) => ArgumentValue::Literal(Literal::Integer(*value)),
                Value::Given(name) => {
                    given.push(name.clone());
                    ArgumentValue::Literal(Literal::Integer(SENTINEL))
                }
                Value::Text(_) => value
                    .plain()
                    .map_or(ArgumentValue::Dynamic, |text| ArgumentValue::Literal(Literal::Text(text))),
                Value::Opaque(doubt) => return Err(doubt.clone()),
                _ => ArgumentValue::Dynamic,
            };
            call.push((keyword.as_deref(), value));
        }
        let bound = rule.bind(&call);
        if let Some(problem) = bound.problems.first() {
            return Err(format!("{}: {}", rule.id, problem.what));
        }
        if rule.created_index(&bound.values).is_some() {
            return Err(format!("{}: its package makes an index beside each column", rule.id));
        }
        if rule
            .arguments
            .iter()
            .any(|argument| argument.of_column && bound.given.contains_key(&argument.name))
        {
            return Err(format!("{}: the type may decide what its column does not say", rule.id));
        }
        if given.len() > 1 {
            return Err(format!("{}: more than one argument is passed on", rule.id));
        }
        let form = (rule.rewrite == Rewrite::Type)
            .then(|| rule.type_form(&bound.values, SqlAlchemy::V2_0))
            .flatten();
        let (text, since) = match form {
            Some((text, form)) => (text, Some(form.since)),
            None => {
                (rule.sql_text(&bound.values).ok_or_else(|| format!("{} yields no type", rule.id))?, None)
            }
        };
        let sentinel = SENTINEL.to_string();
        let pieces = match (given.first(), text.split(&sentinel).collect::<Vec<_>>().as_slice()) {
            (None, _) | (Some(_), [_]) => vec![Piece::Text(text)],
            (Some(name), [before, after]) => join([
                Piece::Text((*before).to_owned()),
                Piece::Argument(name.clone()),
                Piece::Text((*after).to_owned()),
            ]),
            (Some(name), _) => {
                return Err(format!("{}: what becomes of `{name}` is not understood", rule.id));
            }
        };
        Ok(since
            .map_or_else(|| Written::Sql(pieces.clone()), |since| Written::Expression(pieces.clone(), since)))
    }
}

impl<'a> TypeValue<'a> {
    /// The value of an attribute that is an argument of the constructor, too.
    pub(super) fn argument(&self, name: &str) -> Option<Value<'a>> {
        let class = self.path.rsplit('.').next().unwrap_or_default();
        let module =
            if self.path.starts_with("sqlalchemy.dialects.postgresql.") { "postgresql" } else { "sa" };
        let arguments = named(module, class, &self.arguments);
        match arguments.into_iter().find(|(keyword, _)| *keyword == Some(name)) {
            Some((_, value)) => Some(value.clone()),
            None if standing(&self.path) == Standing::Known
                && parameters(module, class).first() == Some(&"length")
                && name == "length" =>
            {
                Some(Value::None)
            }
            None => None,
        }
    }
}

fn is_literal(value: &Value<'_>) -> bool {
    matches!(value, Value::None | Value::Boolean(_) | Value::Integer(_) | Value::Text(_) | Value::Given(_))
}
