//! Column types as text: the `SQLAlchemy` expression, or the Postgres type.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values are no literals")]

use super::interpret::{Interpreter, each_of_function};
use super::value::{Passed, Piece, TypeValue, Value, join};
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
    "impl",
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
            let precise = made.arguments.iter().any(|(keyword, _)| keyword.as_deref() == Some("precision"));
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
        let mut first = true;
        for (at, (keyword, value)) in arguments.iter().enumerate() {
            let keyword = keyword.as_deref().or_else(|| parameter(name, at));
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

    /// The arguments of an enumeration type, its class replaced by the labels.
    fn labels(&self, made: &TypeValue<'a>) -> Result<Vec<Passed<'a>>, String> {
        let (name, members, rest) = match made.arguments.split_first() {
            Some(((None, Value::Class(class)), rest)) => (class.name(), self.members(*class)?, rest),
            Some(((None, Value::Enumeration(name, members)), rest)) => {
                (name.as_str(), members.as_ref().clone(), rest)
            }
            _ => return Ok(made.arguments.clone()),
        };
        let callable = rest.iter().find(|(keyword, _)| keyword.as_deref() == Some("values_callable"));
        let omit = rest.iter().find(|(keyword, _)| keyword.as_deref() == Some("omit_aliases"));
        if omit.is_some() {
            return Err("`omit_aliases` is not understood".to_owned());
        }
        let labels = match callable {
            None | Some((_, Value::None)) => members.into_iter().map(|(name, _)| Value::text(name)).collect(),
            Some((_, callable)) => called_for(name, members, callable)?,
        };
        let mut arguments: Vec<Passed<'a>> = labels.into_iter().map(|label| (None, label)).collect();
        if !rest.iter().any(|(keyword, _)| keyword.as_deref() == Some("name")) {
            arguments.push((Some("name".to_owned()), Value::text(name.to_lowercase())));
        }
        let dropped =
            ["values_callable", "metadata", "validate_strings", "sort_key_function", "omit_aliases"];
        arguments.extend(
            rest.iter()
                .filter(|(keyword, _)| keyword.as_deref().is_some_and(|keyword| !dropped.contains(&keyword)))
                .cloned(),
        );
        if rest.iter().any(|(keyword, _)| keyword.is_none()) {
            return Err("more than an enumeration's class is passed by position".to_owned());
        }
        Ok(arguments)
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

/// What `values_callable` makes of the members.
fn called_for<'a>(
    name: &str,
    members: Vec<(String, Value<'a>)>,
    callable: &Value<'a>,
) -> Result<Vec<Value<'a>>, String> {
    let doubt = || format!("`values_callable` for `{name}` is not understood");
    let each = match callable {
        Value::Function(_, statement) => each_of_function(statement).map(Value::Each),
        _ => None,
    };
    let values: Vec<Value<'a>> = match each.as_ref().unwrap_or(callable) {
        Value::Each(attribute) => members
            .into_iter()
            .map(|(name, value)| if *attribute == "name" { Value::text(name) } else { value })
            .collect(),
        Value::Opaque(reason) => return Err(reason.clone()),
        _ => return Err(doubt()),
    };
    if let Some(reason) = values.iter().find_map(Value::doubt) {
        return Err(reason.clone());
    }
    if values.iter().all(|value| value.plain().is_some()) { Ok(values) } else { Err(doubt()) }
}

impl<'a> TypeValue<'a> {
    /// The value of an attribute that is an argument of the constructor, too.
    pub(super) fn argument(&self, name: &str) -> Option<Value<'a>> {
        let class = self.path.rsplit('.').next().unwrap_or_default();
        let named = |at: usize, keyword: &Option<String>| {
            keyword.as_deref().or_else(|| parameter(class, at)) == Some(name)
        };
        let found = self.arguments.iter().enumerate().find(|(at, (keyword, _))| named(*at, keyword));
        match found {
            Some((_, (_, value))) => Some(value.clone()),
            None if standing(&self.path) == Standing::Known
                && parameter(class, 0) == Some("length")
                && name == "length" =>
            {
                Some(Value::None)
            }
            None => None,
        }
    }
}

/// The name of a positional parameter of SQLAlchemy's types, as autogenerate writes it.
fn parameter(class: &str, at: usize) -> Option<&'static str> {
    let names: &[&str] = match class {
        "String" | "VARCHAR" | "CHAR" | "NCHAR" | "NVARCHAR" | "Unicode" | "Text" | "TEXT"
        | "UnicodeText" | "LargeBinary" | "BINARY" | "VARBINARY" | "BYTEA" | "BIT" => &["length"],
        "Numeric" | "NUMERIC" | "DECIMAL" => &["precision", "scale"],
        "Float" | "FLOAT" | "REAL" | "Double" | "DOUBLE" | "DOUBLE_PRECISION" => &["precision"],
        "DateTime" | "DATETIME" | "TIMESTAMP" | "Time" | "TIME" => &["timezone"],
        "UUID" | "Uuid" => &["as_uuid"],
        _ => &[],
    };
    names.get(at).copied()
}

fn is_literal(value: &Value<'_>) -> bool {
    matches!(value, Value::None | Value::Boolean(_) | Value::Integer(_) | Value::Text(_) | Value::Given(_))
}
