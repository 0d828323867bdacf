//! How Postgres takes a column from one type to another.

use super::extension_history::type_name;
use crate::rules::{RuleSet, Template};
use crate::schema::Cast;
use crate::sql::{Conversion, ENUM, canonical_type, conversion, type_head};

/// How a column, named as SQL, gets from one type, as Postgres says it, to another.
pub(super) fn cast(rules: &RuleSet, from: &str, to: &str, column: &str) -> Cast {
    let said = canonical_type(to).map_or_else(|_| to.to_owned(), |found| found.sql);
    let known = conversion(from, &said);
    if known == Some(Conversion::ByItself) {
        return Cast::ByItself;
    }
    let (old, new) = (type_head(from), type_head(&said));
    let makes = |form: &Template| type_name(form).is_some_and(|name| name == new);
    let using = rules
        .rules()
        .iter()
        .filter(|rule| rule.sql.iter().any(makes))
        .find_map(|rule| rule.using_text(&class(from), column, to));
    match (using, known) {
        (Some(using), _) => Cast::Using(using),
        (None, Some(Conversion::Asked)) => Cast::Using(format!("{column}::{to}")),
        (None, _) if (old.as_str(), new.as_str()) == ("vector", "double precision[]") => {
            Cast::Using(format!("{column}::real[]::double precision[]"))
        }
        (None, Some(_)) => Cast::Never,
        (None, None) => Cast::Unknown,
    }
}

/// The class by which rules know the type.
fn class(sql: &str) -> String {
    if let Some(element) = sql.strip_suffix("[]") {
        return format!("ARRAY({})", class(element));
    }
    match type_head(sql).as_str() {
        "character varying" => "VARCHAR".to_owned(),
        "character" => "CHAR".to_owned(),
        other => other.to_uppercase(),
    }
}

/// What a class of SQLAlchemy, in upper case, is to Postgres.
pub(super) fn of_class(class: &str) -> Option<String> {
    if let Some(element) = class.strip_prefix("ARRAY(").and_then(|rest| rest.strip_suffix(')')) {
        return Some(format!("{}[]", of_class(element)?));
    }
    Some(match class {
        "VARCHAR" | "NVARCHAR" => "character varying".to_owned(),
        "CHAR" | "NCHAR" => "character".to_owned(),
        "FLOAT" | "DOUBLE" | "DOUBLE_PRECISION" => "double precision".to_owned(),
        "INT" => "integer".to_owned(),
        "DECIMAL" => "numeric".to_owned(),
        "BOOL" => "boolean".to_owned(),
        "DATETIME" | "TIMESTAMP" => "timestamp without time zone".to_owned(),
        "TIME" => "time without time zone".to_owned(),
        "LARGEBINARY" | "BLOB" => "bytea".to_owned(),
        "ENUM" => ENUM.to_owned(),
        "JSON" | "JSONB" | "UUID" | "TEXT" | "INTEGER" | "BIGINT" | "SMALLINT" | "REAL" | "NUMERIC"
        | "BOOLEAN" | "DATE" | "INTERVAL" | "BYTEA" | "INET" | "CIDR" | "MACADDR" | "MACADDR8" | "MONEY"
        | "OID" | "BIT" | "TSVECTOR" | "TSQUERY" | "CITEXT" | "HSTORE" | "INT4RANGE" | "INT8RANGE"
        | "NUMRANGE" | "DATERANGE" | "TSRANGE" | "TSTZRANGE" => class.to_lowercase(),
        _ => return None,
    })
}
