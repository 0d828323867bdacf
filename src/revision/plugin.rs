//! Operations that GeoAlchemy2's helpers for Alembic register, which on Postgres come down to Alembic's own.

use super::operation::OpKind;

/// An operation that exists only where the helpers are imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plugin {
    /// Its name.
    pub name: &'static str,
    /// The name of the operation of Alembic's own that it comes down to.
    pub stands_for: &'static str,
    /// The names of its positional parameters; a batch operation lacks the table.
    pub(super) parameters: &'static [&'static str],
    /// What it takes, or Alembic's own would, without anything coming of it.
    pub without_effect: &'static [&'static str],
}

const PLUGINS: &[Plugin] = &[
    Plugin {
        name: "create_geospatial_table",
        stands_for: "create_table",
        parameters: &["table_name"],
        without_effect: &["comment", "if_not_exists", "prefixes"],
    },
    Plugin {
        name: "drop_geospatial_table",
        stands_for: "drop_table",
        parameters: &["table_name", "schema"],
        without_effect: &[],
    },
    Plugin {
        name: "add_geospatial_column",
        stands_for: "add_column",
        parameters: &["table_name", "column", "schema"],
        without_effect: &["insert_after", "insert_before"],
    },
    Plugin {
        name: "drop_geospatial_column",
        stands_for: "drop_column",
        parameters: &["table_name", "column_name", "schema"],
        without_effect: &["if_exists"],
    },
    Plugin {
        name: "create_geospatial_index",
        stands_for: "create_index",
        parameters: &["index_name", "table_name", "columns", "schema", "unique"],
        without_effect: &["if_not_exists"],
    },
    Plugin {
        name: "drop_geospatial_index",
        stands_for: "drop_index",
        parameters: &["index_name", "table_name", "column_name", "schema", "unique"],
        without_effect: &["if_exists"],
    },
];

/// The operations of Alembic that are no part of `OpKind`.
const FURTHER: &[&str] = &[
    "context",
    "create_module_class_proxy",
    "f",
    "get_bind",
    "get_context",
    "impl",
    "implementation_for",
    "inline_literal",
    "invoke",
    "migration_context",
    "register_operation",
    "run_async",
];

impl Plugin {
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        PLUGINS.iter().find(|plugin| plugin.name == name)
    }

    /// What the operation that it comes down to does.
    pub fn kind(&self) -> OpKind {
        OpKind::of(self.stands_for)
    }

    /// Whether the operation that it comes down to takes the parameter only by its name.
    pub fn is_by_name(&self, parameter: &str) -> bool {
        !self.kind().parameters().contains(&parameter)
    }
}

/// Whether `name` is an attribute of `op` wherever Alembic is.
pub fn is_of_alembic(name: &str) -> bool {
    OpKind::of(name) != OpKind::Other || FURTHER.contains(&name)
}
