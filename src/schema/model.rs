//! A schema as the history tells it.
//!
//! Where something was set is no part of equality: two histories that lead to the same schema are equal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::BuildHasher;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::map::Map;
use crate::sql::{ConstraintBody, ConstraintKind, Fill, IndexBody, TableName};

/// Where something was set.
#[derive(Clone, Debug, Default, Eq)]
pub struct Origin {
    /// The revision.
    pub revision: Arc<str>,
    /// Its file.
    pub path: Arc<PathBuf>,
    /// The line.
    pub line: u32,
}

impl PartialEq for Origin {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Origin {
    fn cmp(&self, _other: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.path.display(), self.line)
    }
}

/// Why something is not known. Two that are so for the same reason are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taint {
    /// What is not understood.
    pub why: Arc<str>,
    /// Where.
    pub origin: Origin,
}

impl Taint {
    /// A reason at a place.
    pub fn new(why: &str, origin: &Origin) -> Self {
        Self { why: Arc::from(why), origin: origin.clone() }
    }
}

impl fmt::Display for Taint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.why, self.origin)
    }
}

/// A value, or why it is not known.
pub type Value<T> = Result<T, Taint>;

/// What a constraint or an index is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// This.
    Sure(String),
    /// This, as long as the metadata of `env.py` has no naming convention.
    Assumed(String),
    /// It is not known, and why.
    Unknown(Taint),
}

impl Name {
    /// The name, as far as it is known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Sure(name) | Self::Assumed(name) => Some(name),
            Self::Unknown(_) => None,
        }
    }

    /// The name, or why it is not known.
    pub(super) fn known(&self) -> Value<&str> {
        match self {
            Self::Sure(name) | Self::Assumed(name) => Ok(name),
            Self::Unknown(taint) => Err(taint.clone()),
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its type as Postgres says it. Where that is not known, neither is the index that may come with it.
    pub type_sql: Value<String>,
    /// `COLLATE`
    pub collation: Option<String>,
    /// Whether NULL is refused.
    pub not_null: Value<bool>,
    /// What fills it by itself.
    pub fill: Value<Option<Fill>>,
    /// Its comment.
    pub comment: Value<Option<String>>,
    /// What set the type.
    pub origin: Origin,
}

/// A constraint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Constraint {
    /// Its name.
    pub name: Name,
    /// Its kind.
    pub kind: ConstraintKind,
    /// What it says.
    pub body: Value<ConstraintBody>,
    /// What set it.
    pub origin: Origin,
}

/// An index that belongs to no constraint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub body: Value<IndexBody>,
    /// What set it.
    pub origin: Origin,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// Its columns by name.
    pub columns: BTreeMap<String, Column>,
    /// Its columns in order, as far as it is known.
    pub order: Order,
    /// Its constraints, sorted.
    pub constraints: Vec<Constraint>,
    /// Its indexes, sorted.
    pub indexes: Vec<Index>,
    /// Its comment.
    pub comment: Option<String>,
    /// Why there may be more or other columns, constraints or indexes than are listed, or no table at all.
    pub taints: Vec<Taint>,
    /// What it has that is not kept here (storage, partitions), and would be lost with it.
    pub extras: Vec<Taint>,
    /// What made it.
    pub origin: Origin,
}

/// The order of a table's columns, which is no part of equality.
#[derive(Clone, Debug, Default, Eq)]
pub struct Order(pub Vec<String>);

impl PartialEq for Order {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

/// A type that is no table's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// What set it.
    pub origin: Origin,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// An enum, with its labels in order.
    Enum(Value<Vec<String>>),
    /// A domain, range or composite type, as written.
    Other(Value<String>),
}

/// A schema.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Schema {
    /// Its tables. Those that nobody changed are shared between schemas.
    pub tables: Map<TableName, Arc<Table>>,
    /// Enums, domains and other types.
    pub types: Map<TableName, Type>,
    /// Extensions, or why it is not known whether they are there.
    pub extensions: BTreeMap<String, Value<Origin>>,
    /// Sequences, those of `serial` columns among them, with the column that owns each.
    pub sequences: Map<TableName, Option<(TableName, String)>>,
    /// Why there may be tables, types or extensions that are not listed.
    pub taints: Vec<Taint>,
    /// What constraints and indexes have been called.
    pub(super) names: Names,
    /// Why names without a schema may mean something elsewhere.
    pub(super) elsewhere: Elsewhere,
}

/// Why names without a schema may mean something elsewhere: a session has its own search path, so it is no part
/// of equality.
#[derive(Clone, Debug, Default, Eq)]
pub(super) struct Elsewhere(pub(super) Option<Taint>);

impl PartialEq for Elsewhere {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

/// The hashes of all names that constraints and indexes ever had, so that most free names are known to be free
/// at once. It is no part of equality.
#[derive(Clone, Debug, Default, Eq)]
pub(super) struct Names(Arc<Map<u64, ()>>);

impl PartialEq for Names {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Names {
    pub(super) fn add(&mut self, name: &Name) {
        if let Some(name) = name.text() {
            Arc::make_mut(&mut self.0).insert(FxBuildHasher.hash_one(name), ());
        }
    }

    pub(super) fn add_all(&mut self, others: &Self) {
        if !Arc::ptr_eq(&self.0, &others.0) {
            Arc::make_mut(&mut self.0).union(&others.0, |(), ()| true, |(), _| {});
        }
    }

    pub(super) fn may_have(&self, name: &str) -> bool {
        self.0.contains_key(&FxBuildHasher.hash_one(name))
    }
}

impl Schema {
    /// The type of a column, and why it is not known; `None` where the table or column is not there for
    /// sure.
    pub fn column(&self, table: &TableName, column: &str) -> Option<&Column> {
        self.tables.get(table)?.columns.get(column)
    }

    /// Every reason why something in the schema is not known, each once.
    pub fn all_taints(&self) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = self.taints.iter().map(ToString::to_string).collect();
        for table in self.tables.values() {
            found.extend(table.all_taints().into_iter().map(ToString::to_string));
        }
        for entry in self.types.values() {
            if let TypeKind::Enum(Err(taint)) | TypeKind::Other(Err(taint)) = &entry.kind {
                found.insert(taint.to_string());
            }
        }
        found.extend(
            self.extensions.values().filter_map(|entry| entry.as_ref().err()).map(ToString::to_string),
        );
        found
    }
}

impl Table {
    /// Every reason why something of the table is not known.
    pub fn all_taints(&self) -> Vec<&Taint> {
        let mut found: Vec<&Taint> = self.taints.iter().collect();
        for column in self.columns.values() {
            found.extend(column.type_sql.as_ref().err());
            found.extend(column.not_null.as_ref().err());
            found.extend(column.fill.as_ref().err());
            found.extend(column.comment.as_ref().err());
        }
        let names = self.constraints.iter().map(|constraint| &constraint.name);
        for name in names.chain(self.indexes.iter().map(|index| &index.name)) {
            if let Name::Unknown(taint) = name {
                found.push(taint);
            }
        }
        found.extend(self.constraints.iter().filter_map(|constraint| constraint.body.as_ref().err()));
        found.extend(self.indexes.iter().filter_map(|index| index.body.as_ref().err()));
        found
    }

    /// Makes equal tables look equal.
    pub(super) fn settle(&mut self) {
        self.constraints.sort();
        self.indexes.sort();
        self.taints.sort();
        self.taints.dedup();
    }
}
