//! The only door to the Python parser.

mod builtins;
mod convert;
mod emit;
mod names;
mod parse;
mod tree;
mod trivia;

pub use emit::{Quote, quote_of, string_literal};
pub use names::{Names, Resolution, Root, Scope};
pub use parse::{Module, ParseError, parse};
pub use tree::{Argument, Expr, ExprKind, ImportedName, Passing, Stmt, StmtKind};
pub use trivia::{Slot, enclosing, indent_of};
