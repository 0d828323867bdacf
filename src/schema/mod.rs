//! What the history of a project says its schema is.

mod alter;
mod apply;
mod branches;
mod contradiction;
mod difference;
mod drop;
mod graph;
mod history;
mod map;
mod model;
mod naming;
mod node;
mod problem;
mod read;
mod script;
mod search;
mod spoil;
mod told;
mod undo;

pub use apply::{Environment, Place};
pub use graph::{Graph, Spread};
pub use history::{History, Learn};
pub use map::Map;
pub use model::{
    Column, Constraint, Index, Name, Order, Origin, Schema, Table, Taint, Type, TypeKind, Value,
};
pub use node::Node;
pub use problem::Problem;
pub use read::{read, read_told};
pub use script::{Reach, Script, Step};
pub use told::{Told, ToldType};
pub use undo::{Cast, Leftover, Shortfall, Types, Undo, bare_type, is_built_in_type};
