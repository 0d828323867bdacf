//! Types that are none of Postgres's own.

use std::collections::BTreeSet;

use crate::schema::model::{Schema, TypeKind};
use crate::sql::TableName;

/// Types of Postgres itself, as `format_type` says them, without what stands in parentheses or behind it.
const BUILT_IN: &[&str] = &[
    "\"char\"",
    "bigint",
    "bit",
    "bit varying",
    "boolean",
    "box",
    "bytea",
    "character",
    "character varying",
    "cidr",
    "circle",
    "date",
    "double precision",
    "inet",
    "integer",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "oid",
    "path",
    "pg_lsn",
    "point",
    "polygon",
    "real",
    "smallint",
    "text",
    "time",
    "timestamp",
    "tsquery",
    "tsvector",
    "uuid",
    "xml",
    "int4range",
    "int8range",
    "numrange",
    "tsrange",
    "tstzrange",
    "daterange",
    "int4multirange",
    "int8multirange",
    "nummultirange",
    "tsmultirange",
    "tstzmultirange",
    "datemultirange",
    "serial",
    "bigserial",
    "smallserial",
];

/// The name of a type without array brackets, arguments and what stands behind them.
pub fn bare(type_sql: &str) -> &str {
    let text = type_sql.trim_end_matches("[]");
    let text = text.split('(').next().unwrap_or(text).trim();
    let zoned = [" without time zone", " with time zone"];
    let text = zoned.iter().find_map(|zone| text.strip_suffix(zone)).unwrap_or(text);
    if text.starts_with("interval ") { "interval" } else { text }
}

/// Whether Postgres has the type by itself.
pub fn is_built_in(type_sql: &str) -> bool {
    BUILT_IN.contains(&bare(type_sql))
}

/// Which types are custom.
pub(super) struct Kinds<'a> {
    /// Whether a rule gives columns a type of this bare name.
    pub(super) known: &'a dyn Fn(&str) -> bool,
    /// Types that the revision itself makes or drops by SQL of its own.
    pub(super) own: BTreeSet<TableName>,
}

impl Kinds<'_> {
    /// Whether the type is custom: a rule knows it, it is a domain or the like, or the revision itself makes
    /// it. SQLAlchemy looks after other enums.
    pub(super) fn is_custom(&self, type_sql: &str, schemas: &[&Schema]) -> bool {
        if is_built_in(type_sql) {
            return false;
        }
        let text = bare(type_sql);
        let is_it = |name: &TableName| name.sql() == text;
        if self.own.iter().any(is_it) {
            return true;
        }
        let own = schemas.iter().find_map(|schema| schema.types.iter().find(|(name, _)| is_it(name)));
        match own {
            Some((_, found)) => matches!(found.kind, TypeKind::Other(_)),
            None => (self.known)(text.rsplit('.').next().unwrap_or(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_postgres_are_told_from_others() {
        for own in
            ["integer", "character varying(5)", "timestamp(3) without time zone", "text[]", "interval day"]
        {
            assert!(is_built_in(own), "{own}");
        }
        for other in ["vector(3)", "citext[]", "geometry(Point,4326)", "s1.mood", "\"Mood\""] {
            assert!(!is_built_in(other), "{other}");
        }
    }
}
