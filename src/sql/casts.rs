//! What Postgres casts where a column changes its type: `pg_cast` of Postgres and of the extensions.

/// How a column gets from one type to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    /// By an assignment.
    ByItself,
    /// By a cast that has to be asked for, with USING.
    Asked,
    /// By none.
    Never,
}

/// A type, those that become it by themselves, and those that do where it is asked for.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const WITH_TIME_ZONE: &str = "timestamp with time zone";
const WITHOUT_TIME_ZONE: &str = "timestamp without time zone";

/// Text becomes all of them where it is asked for, and all of them become text by themselves.
const CASTS: &[Row] = &[
    ("bigint", &["double precision", "integer", "numeric", "oid", "real", "smallint"], &["bit", "jsonb"]),
    ("bit varying", &["bit"], &[]),
    ("bit", &["bit varying"], &["bigint", "integer"]),
    ("boolean", &[], &["integer", "jsonb"]),
    ("bytea", &["geography", "geometry", "raster"], &[]),
    ("cidr", &["inet"], &[]),
    ("cube", &[], &[]),
    ("date", &[WITH_TIME_ZONE, WITHOUT_TIME_ZONE], &[]),
    ("daterange", &[], &[]),
    ("double precision", &["bigint", "integer", "numeric", "real", "smallint"], &["jsonb"]),
    ("geography", &["bytea", "geometry"], &[]),
    ("geometry", &["bytea", "raster", "text"], &["geography"]),
    ("halfvec", &["double precision[]", "integer[]", "numeric[]", "real[]", "sparsevec", "vector"], &[]),
    ("hstore", &[], &["text[]"]),
    ("inet", &["cidr"], &[]),
    ("int4range", &[], &[]),
    ("int8range", &[], &[]),
    (
        "integer",
        &["bigint", "double precision", "numeric", "oid", "real", "smallint"],
        &["bit", "boolean", "jsonb"],
    ),
    ("interval", &["time without time zone"], &[]),
    ("json", &["jsonb"], &["geometry", "hstore"]),
    ("jsonb", &["json"], &["geometry", "hstore"]),
    ("ltree", &[], &[]),
    ("macaddr", &["macaddr8"], &[]),
    ("macaddr8", &["macaddr"], &[]),
    ("money", &["bigint", "integer", "numeric"], &[]),
    ("numeric", &["bigint", "double precision", "integer", "money", "real", "smallint"], &["jsonb"]),
    ("numrange", &[], &[]),
    ("oid", &["bigint", "integer", "smallint"], &[]),
    ("raster", &[], &[]),
    ("real", &["bigint", "double precision", "integer", "numeric", "smallint"], &["jsonb"]),
    ("real[]", &["halfvec", "vector"], &[]),
    ("smallint", &["bigint", "double precision", "integer", "numeric", "real"], &["jsonb"]),
    ("sparsevec", &["double precision[]", "halfvec", "integer[]", "numeric[]", "real[]", "vector"], &[]),
    ("time with time zone", &["time without time zone", WITH_TIME_ZONE], &[]),
    ("time without time zone", &["interval", "time with time zone", WITH_TIME_ZONE, WITHOUT_TIME_ZONE], &[]),
    (WITH_TIME_ZONE, &["date", WITHOUT_TIME_ZONE], &[]),
    (WITHOUT_TIME_ZONE, &["date", WITH_TIME_ZONE], &[]),
    ("tsquery", &[], &[]),
    ("tsrange", &[], &[]),
    ("tstzrange", &[], &[]),
    ("tsvector", &[], &[]),
    ("uuid", &[], &[]),
    ("vector", &["double precision[]", "halfvec", "integer[]", "numeric[]", "real[]", "sparsevec"], &[]),
    ("xml", &[], &[]),
];

/// An enum, whatever its name is.
pub const ENUM: &str = "enum";

/// How a column gets from the first type to the second, both as `format_type` has them; nothing where one of
/// them is not known here.
pub fn conversion(from: &str, to: &str) -> Option<Conversion> {
    let (old, new) = (type_head(from), type_head(to));
    if old == new {
        return Some(Conversion::ByItself);
    }
    if !(is_known(&old) && is_known(&new)) {
        return None;
    }
    let row = CASTS.iter().find(|(name, ..)| *name == new);
    let listed =
        |of: fn(&Row) -> &'static [&'static str]| row.is_some_and(|row| of(row).contains(&old.as_str()));
    Some(if is_text(&new) || listed(|row| row.1) {
        Conversion::ByItself
    } else if is_text(&old) || listed(|row| row.2) {
        Conversion::Asked
    } else if let (Some(old), Some(new)) = (old.strip_suffix("[]"), new.strip_suffix("[]")) {
        // Element by element.
        return conversion(old, new);
    } else {
        Conversion::Never
    })
}

/// A type without its arguments: `vector`, `real[]`, `timestamp with time zone`.
pub fn type_head(sql: &str) -> String {
    match (sql.find('('), sql.rfind(')')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &sql[..open], &sql[close + 1..]),
        _ => sql.to_owned(),
    }
}

fn is_known(head: &str) -> bool {
    let element = head.strip_suffix("[]").unwrap_or(head);
    element == ENUM || is_text(element) || CASTS.iter().any(|(name, ..)| *name == element)
}

/// Whether every type becomes the type by itself.
fn is_text(head: &str) -> bool {
    matches!(head, "text" | "character varying" | "character" | "citext")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_get_from_one_type_to_another() {
        use Conversion::{Asked, ByItself, Never};
        for (from, to, expected) in [
            ("bigint", "integer", Some(ByItself)),
            ("integer", "uuid", Some(Never)),
            ("character varying(36)", "uuid", Some(Asked)),
            ("uuid", "character varying(36)", Some(ByItself)),
            ("enum", "citext", Some(ByItself)),
            ("vector(3)", "halfvec(3)", Some(ByItself)),
            ("timestamp(3) without time zone", "timestamp with time zone", Some(ByItself)),
            ("integer[]", "bigint[]", Some(ByItself)),
            ("integer[]", "uuid[]", Some(Never)),
            ("integer", "integer[]", Some(Never)),
            ("integer", "app.money", None),
        ] {
            assert_eq!(conversion(from, to), expected, "{from} to {to}");
        }
    }
}
