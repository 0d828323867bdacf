//! How Postgres takes a column from one type to another.

use crate::plan::extension_history::type_name;
use crate::rules::RuleSet;
use crate::schema::Cast;

/// Casts that are made by themselves, beyond those to text.
const BY_ITSELF: &[(&str, &str)] = &[
    ("vector", "halfvec"),
    ("vector", "sparsevec"),
    ("halfvec", "vector"),
    ("halfvec", "sparsevec"),
    ("sparsevec", "vector"),
    ("sparsevec", "halfvec"),
    ("vector", "real[]"),
    ("halfvec", "real[]"),
    ("integer[]", "vector"),
    ("real[]", "vector"),
    ("double precision[]", "vector"),
    ("numeric[]", "vector"),
    ("integer[]", "halfvec"),
    ("real[]", "halfvec"),
    ("double precision[]", "halfvec"),
    ("numeric[]", "halfvec"),
    ("geometry", "geography"),
];

/// How a column, named as SQL, gets from one type to another.
pub(super) fn cast(rules: &RuleSet, from: &str, to: &str, column: &str) -> Cast {
    let (old, new) = (head(from), head(to));
    if old == new || is_text(&new) || BY_ITSELF.contains(&(old.as_str(), new.as_str())) {
        return Cast::ByItself;
    }
    let makes = |form: &crate::rules::Template| type_name(form).is_some_and(|name| name == new);
    let using = rules
        .rules()
        .iter()
        .filter(|rule| rule.sql.iter().any(makes))
        .find_map(|rule| rule.using_text(&class(from), column, to));
    match using {
        Some(using) => Cast::Using(using),
        None if is_text(&old) => Cast::Using(format!("{column}::{to}")),
        None if (old.as_str(), new.as_str()) == ("vector", "double precision[]") => {
            Cast::Using(format!("{column}::real[]::double precision[]"))
        }
        None => Cast::Unknown,
    }
}

/// A type without its arguments: `vector`, `real[]`.
fn head(sql: &str) -> String {
    let bare = sql.split('(').next().unwrap_or(sql).trim_end_matches("[]");
    if sql.ends_with("[]") { format!("{bare}[]") } else { bare.to_owned() }
}

/// Whether every type has an assignment cast to the type, by its text.
fn is_text(head: &str) -> bool {
    matches!(head, "text" | "character varying" | "character")
}

/// The class by which rules know the type.
fn class(sql: &str) -> String {
    if let Some(element) = sql.strip_suffix("[]") {
        return format!("ARRAY({})", class(element));
    }
    match head(sql).as_str() {
        "character varying" => "VARCHAR".to_owned(),
        "character" => "CHAR".to_owned(),
        other => other.to_uppercase(),
    }
}
