//! SQL text for Postgres: identifiers, literals, statements. Knows no Python.

mod casts;
mod ddl;
mod definitions;
mod expression;
mod named;
mod parse;
mod statement;
mod syntax;
mod text;
mod types;

pub use casts::{Conversion, ENUM, conversion, type_head};
pub use ddl::{
    ColumnDdl, Generated, TableName, add_column, alter_type, create_extension, create_index, create_schema,
    created_index_name, drop_default, extension_types, needed_extensions, set_default,
};
pub use expression::{columns_of, is_expression, rename_column};
pub use parse::read_statements;
pub use statement::{
    Action, ColumnDef, ConstraintBody, ConstraintDef, ConstraintKind, ConstraintName, CreateTable, Fill,
    IndexBody, IndexDef, IndexElement, Maybe, Statement,
};
pub use text::{escape_binds, halve_percent, identifier, leading_literal, literal, through_text};
pub use types::{TypeText, canonical_type};
