//! What is known of a revision's types from outside its text.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::iter;

use crate::rules::CreatedIndex;
use crate::source::Span;
use crate::sql::needed_extensions;

/// The type that an expression stands for.
#[derive(Clone, Debug, Default)]
pub struct ToldType {
    /// Postgres's type, where it has a text.
    pub sql: Option<String>,
    /// Whether it counts where the text tells a type too: the text hides a part of it.
    pub instead: bool,
    /// Whether SQLAlchemy takes it for an integer.
    pub integer: bool,
    /// The index that comes with a column of it.
    pub creates: Option<CreatedIndex>,
    /// The extension that it needs.
    pub extension: Option<String>,
}

/// What type expressions stand for, by their places.
#[derive(Clone, Debug, Default)]
pub struct Told(HashMap<Span, ToldType>);

impl Told {
    /// Puts an expression among them.
    pub fn tell(&mut self, expr: Span, told: ToldType) {
        self.0.insert(expr, told);
    }

    pub(super) fn of(&self, expr: Span) -> Option<&ToldType> {
        self.0.get(&expr)
    }

    /// The extensions that the types need, and those that these need.
    pub fn extensions(&self) -> BTreeSet<&str> {
        let needed = self.0.values().filter_map(|told| told.extension.as_deref());
        needed.flat_map(|name| iter::once(name).chain(needed_extensions(name).iter().copied())).collect()
    }
}
