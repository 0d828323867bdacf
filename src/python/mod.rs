//! The only door to the Python parser.

mod builtins;
mod convert;
mod emit;
mod names;
mod parse;
mod statement;
mod stdlib;
mod tree;
mod trivia;

pub use builtins::{changes_in_place, is_builtin};
pub use ruff_python_ast::name::Name;

pub use emit::{Quote, quote_of, string_literal};
pub use names::{Names, Resolution, Root, Scope};
pub use parse::{Module, ParseError, STACK, parse};
pub use statement::{BlockKind, ImportedName, Parameter, ParameterKind, Stmt, StmtKind};
pub use stdlib::is_standard_library;
pub use tree::{Argument, BindingForm, Expr, ExprKind, Operator, Passing, Piece};
pub use trivia::{Slot, enclosing, indent_of};
