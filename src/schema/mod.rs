//! What the history of a project says its schema is.

mod graph;

pub use graph::{Graph, Node, Problem};
