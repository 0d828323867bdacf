//! Names by which classes tell SQLAlchemy what they are.

/// Methods by which a class takes its DDL into its own hands.
pub(super) const TAKEN_OVER: &[&str] = &[
    "__new__",
    "__getattr__",
    "__getattribute__",
    "__init_subclass__",
    "__setattr__",
    "_compiler_dispatch",
    "_gen_dialect_impl",
    "adapt",
    "compile",
    "copy",
    "dialect_impl",
    "type_engine",
    "with_variant",
];
/// Methods that change values on their way to the database.
pub(super) const CONVERTING: &[&str] = &[
    "process_bind_param",
    "process_literal_param",
    "bind_processor",
    "bind_expression",
    "literal_processor",
];

/// What the compiler calls the types that subclasses may pretend to be.
pub(super) const VISITED: &[(&str, &str)] = &[
    ("BIGINT", "BIGINT"),
    ("INTEGER", "INTEGER"),
    ("SMALLINT", "SMALLINT"),
    ("TEXT", "TEXT"),
    ("VARCHAR", "VARCHAR"),
    ("big_integer", "BigInteger"),
    ("date", "Date"),
    ("integer", "Integer"),
    ("small_integer", "SmallInteger"),
    ("string", "String"),
    ("text", "Text"),
    ("unicode", "Unicode"),
    ("unicode_text", "UnicodeText"),
];
