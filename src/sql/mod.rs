//! SQL text for Postgres: identifiers, literals, statements. Knows no Python.

mod ddl;
mod text;

pub use ddl::{
    ColumnDdl, Generated, TableName, add_column, alter_type, create_extension, create_index, create_schema,
    created_index_name,
};
pub use text::{escape_binds, halve_percent, identifier, literal, through_text};
