//! The positional parameters of `SQLAlchemy`'s types.

use super::value::{Passed, Value};

/// The arguments of one of SQLAlchemy's types: those by position come first, under their names, as
/// autogenerate writes them, where all of them have one.
pub(super) fn named<'p, 'a>(
    module: &str,
    class: &str,
    arguments: &'p [Passed<'a>],
) -> Vec<(Option<&'p str>, &'p Value<'a>)> {
    let names = parameters(module, class);
    let positional = arguments.iter().filter(|(keyword, _)| keyword.is_none());
    let count = positional.clone().count();
    let name = |at: usize| names.get(at).copied().filter(|_| count <= names.len());
    positional
        .enumerate()
        .map(|(at, (_, value))| (name(at), value))
        .chain(arguments.iter().filter_map(|(keyword, value)| Some((Some(keyword.as_deref()?), value))))
        .collect()
}

/// The positional parameters of SQLAlchemy's types.
pub(super) fn parameters(module: &str, class: &str) -> &'static [&'static str] {
    match (module, class) {
        (
            _,
            "String" | "VARCHAR" | "CHAR" | "NCHAR" | "NVARCHAR" | "Unicode" | "Text" | "TEXT"
            | "UnicodeText",
        ) => &["length", "collation"],
        ("postgresql", "BIT") => &["length", "varying"],
        ("postgresql", "TIMESTAMP" | "TIME") => &["timezone", "precision"],
        ("postgresql", "INTERVAL") => &["precision", "fields"],
        ("sa", "Interval") => &["native", "second_precision", "day_precision"],
        (_, "LargeBinary" | "BINARY" | "VARBINARY" | "BYTEA") => &["length"],
        (_, "Numeric" | "NUMERIC" | "DECIMAL") => {
            &["precision", "scale", "decimal_return_scale", "asdecimal"]
        }
        (_, "Float" | "FLOAT" | "REAL" | "Double" | "DOUBLE" | "DOUBLE_PRECISION") => {
            &["precision", "asdecimal", "decimal_return_scale"]
        }
        (_, "DateTime" | "DATETIME" | "TIMESTAMP" | "Time" | "TIME") => &["timezone"],
        (_, "PickleType") => &["protocol", "pickler", "comparator", "impl"],
        (_, "Uuid") => &["as_uuid", "native_uuid"],
        (_, "UUID") => &["as_uuid"],
        _ => &[],
    }
}
