//! Names that a downgrade does not give back.

use std::cmp::Reverse;
use std::sync::Arc;

use super::facts::Facts;
use super::items::Comparison;
use super::{Leftover, Shortfall};
use crate::schema::apply::{Environment, Place};
use crate::schema::model::{Origin, Schema, Table};
use crate::sql::{Action, Statement, TableName, identifier};

/// One thing that an upgrade gives another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rename {
    /// A column.
    Column { table: TableName, from: String, to: String },
    /// A table, also in another schema.
    Table { from: TableName, to: TableName },
    /// An index.
    Index { from: TableName, to: String },
    /// A constraint.
    Constraint { table: TableName, from: String, to: String },
}

/// A name that is still the upgrade's behind the downgrade.
pub(super) struct Kept {
    pub(super) rename: Rename,
    line: u32,
    /// The old name is another's by now, which the upgrade has made.
    taken: bool,
}

impl Kept {
    /// Gives the thing its old name, where it has the new one.
    pub(super) fn give_back(&self, schema: &mut Schema) {
        if self.taken && self.rename.has_both(schema) {
            match &self.rename {
                Rename::Column { table, from, .. } => schema.drop_column(table, from),
                Rename::Table { from, .. } => schema.drop_table(from),
                Rename::Index { from, .. } => schema.drop_index(from, &nowhere()),
                Rename::Constraint { .. } => {}
            }
        }
        self.rename.give_back(schema);
    }

    fn statements(&self) -> Vec<String> {
        let back = self.rename.inverse().sql();
        match &self.rename {
            Rename::Column { table, from, .. } if self.taken => {
                vec![format!("ALTER TABLE {} DROP COLUMN {}", table.sql(), identifier(from)), back]
            }
            Rename::Table { from, .. } if self.taken => vec![format!("DROP TABLE {}", from.sql()), back],
            Rename::Index { from, .. } if self.taken => vec![format!("DROP INDEX {}", from.sql()), back],
            Rename::Column { .. }
            | Rename::Table { .. }
            | Rename::Index { .. }
            | Rename::Constraint { .. } => {
                vec![back]
            }
        }
    }
}

impl std::ops::Deref for Kept {
    type Target = Rename;

    fn deref(&self) -> &Rename {
        &self.rename
    }
}

impl Rename {
    pub(super) fn column(table: &TableName, from: &str, to: &str) -> Self {
        Self::Column { table: table.clone(), from: from.to_owned(), to: to.to_owned() }
    }

    pub(super) fn table(from: &TableName, to: &TableName) -> Self {
        Self::Table { from: from.clone(), to: to.clone() }
    }

    pub(super) fn index(from: &TableName, to: &str) -> Self {
        Self::Index { from: from.clone(), to: to.to_owned() }
    }

    pub(super) fn constraint(table: &TableName, from: &str, to: &str) -> Self {
        Self::Constraint { table: table.clone(), from: from.to_owned(), to: to.to_owned() }
    }

    /// Whether the thing goes by its new name alone.
    fn is_kept(&self, schema: &Schema) -> bool {
        let names = |new: &dyn Fn(&Table) -> bool, old: &dyn Fn(&Table) -> bool, table: &TableName| {
            schema.tables.get(table).is_some_and(|table| table.taints.is_empty() && new(table) && !old(table))
        };
        match self {
            Self::Column { table, from, to } => names(
                &|table| table.columns.contains_key(to),
                &|table| table.columns.contains_key(from),
                table,
            ),
            Self::Table { from, to } => schema.tables.contains_key(to) && !schema.tables.contains_key(from),
            Self::Index { from, to } => has_index(schema, from, to) && !has_index(schema, from, &from.name),
            Self::Constraint { table, from, to } => {
                let has = |table: &Table, name: &str| {
                    table.constraints.iter().any(|constraint| constraint.name.text() == Some(name))
                };
                names(&|table| has(table, to), &|table| has(table, from), table)
            }
        }
    }

    /// Whether both names are those of columns of one table, or of tables.
    fn has_both(&self, schema: &Schema) -> bool {
        match self {
            Self::Column { table, from, to } => schema.tables.get(table).is_some_and(|table| {
                table.taints.is_empty() && [from, to].iter().all(|name| table.columns.contains_key(*name))
            }),
            Self::Table { from, to } => [from, to].iter().all(|name| schema.tables.contains_key(*name)),
            Self::Index { from, to } => [&from.name, to].iter().all(|name| has_index(schema, from, name)),
            Self::Constraint { .. } => false,
        }
    }

    /// Whether the upgrade itself makes what has the old name now.
    fn is_taken(&self, facts: &Facts) -> bool {
        match self {
            Self::Column { table, from, .. } => {
                facts.columns.get(&(table.clone(), from.clone())).is_some_and(|(conditional, _)| !conditional)
            }
            Self::Table { from, .. } => facts.tables.get(from).is_some_and(|(conditional, _)| !conditional),
            Self::Index { from, .. } => facts.indexes.get(&from.name).is_some_and(|conditional| !conditional),
            Self::Constraint { .. } => false,
        }
    }

    /// Whether the thing was there under its old name.
    fn was_there(&self, schema: &Schema) -> bool {
        match self {
            Self::Column { table, from, .. } => schema.column(table, from).is_some(),
            Self::Table { from, .. } => schema.tables.contains_key(from),
            Self::Index { from, .. } => has_index(schema, from, &from.name),
            Self::Constraint { table, from, .. } => schema.tables.get(table).is_some_and(|table| {
                table.constraints.iter().any(|constraint| constraint.name.text() == Some(from.as_str()))
            }),
        }
    }

    fn give_back(&self, schema: &mut Schema) {
        if self.is_kept(schema) {
            schema.apply(&self.inverse().statement(), &nowhere());
        }
    }

    /// The way back.
    fn inverse(&self) -> Self {
        match self {
            Self::Column { table, from, to } => Self::column(table, to, from),
            Self::Table { from, to } => Self::table(to, from),
            Self::Index { from, to } => {
                let now = TableName { schema: from.schema.clone(), name: to.clone() };
                Self::Index { from: now, to: from.name.clone() }
            }
            Self::Constraint { table, from, to } => Self::constraint(table, to, from),
        }
    }

    fn statement(&self) -> Statement {
        let alter =
            |table: &TableName, action| Statement::AlterTable { table: table.clone(), actions: vec![action] };
        match self {
            Self::Column { table, from, to } => {
                alter(table, Action::RenameColumn { from: from.clone(), to: Ok(to.clone()) })
            }
            Self::Table { from, to } if from.schema == to.schema => {
                alter(from, Action::Rename(Ok(to.name.clone())))
            }
            Self::Table { from, to } => alter(from, Action::SetSchema(schema_of(to).to_owned())),
            Self::Index { from, to } => Statement::RenameRelation { from: from.clone(), to: to.clone() },
            Self::Constraint { table, from, to } => {
                alter(table, Action::RenameConstraint { from: from.clone(), to: to.clone() })
            }
        }
    }

    fn sql(&self) -> String {
        match self {
            Self::Column { table, from, to } => {
                let (from, to) = (identifier(from), identifier(to));
                format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", table.sql())
            }
            Self::Table { from, to } if from.schema == to.schema => {
                format!("ALTER TABLE {} RENAME TO {}", from.sql(), identifier(&to.name))
            }
            Self::Table { from, to } => {
                format!("ALTER TABLE {} SET SCHEMA {}", from.sql(), identifier(schema_of(to)))
            }
            Self::Index { from, to } => format!("ALTER INDEX {} RENAME TO {}", from.sql(), identifier(to)),
            Self::Constraint { table, from, to } => {
                let (from, to) = (identifier(from), identifier(to));
                format!("ALTER TABLE {} RENAME CONSTRAINT {from} TO {to}", table.sql())
            }
        }
    }

    /// What it is, by the name that it had.
    fn shown(&self) -> (&'static str, String) {
        match self {
            Self::Column { table, from, .. } => ("column", format!("{}.{}", table.sql(), identifier(from))),
            Self::Table { from, .. } => ("table", from.sql()),
            Self::Index { from, .. } => ("index", from.sql()),
            Self::Constraint { from, .. } => ("constraint", identifier(from)),
        }
    }
}

/// Whether the schema of the index `like` has one of that name.
fn has_index(schema: &Schema, like: &TableName, name: &str) -> bool {
    schema.tables.iter().any(|(table, found)| {
        table.schema == like.schema && found.indexes.iter().any(|index| index.name.text() == Some(name))
    })
}

fn schema_of(table: &TableName) -> &str {
    table.schema.as_deref().unwrap_or("public")
}

/// The renames of what was there before that nobody has taken back, the last first.
pub(super) fn kept(before: &Schema, after: &Schema, facts: &Facts) -> Vec<Kept> {
    // What the upgrade itself has made goes with all its names.
    let mut schema = before.clone();
    let mut old: Vec<&(Rename, u32)> = Vec::new();
    for entry in &facts.renames {
        if entry.0.was_there(&schema) {
            schema.apply(&entry.0.statement(), &nowhere());
            old.push(entry);
        }
    }
    let mut schema = after.clone();
    let mut found: Vec<Kept> = Vec::new();
    for (rename, line) in old.into_iter().rev() {
        let taken = rename.has_both(&schema) && rename.is_taken(facts);
        if taken || rename.is_kept(&schema) {
            let kept = Kept { rename: rename.clone(), line: *line, taken };
            kept.give_back(&mut schema);
            found.push(kept);
        }
    }
    found
}

fn nowhere() -> Place {
    Place { origin: Origin::default(), environment: Environment::default() }
}

impl Comparison<'_> {
    /// Says of each name that it is to be given back.
    pub(super) fn names(&mut self, kept: &[Kept]) {
        for (at, name) in kept.iter().enumerate() {
            let (what, shown) = name.shown();
            let (custom, origin) = self.subject(name);
            self.found.push(Leftover {
                shortfall: Shortfall::Missing,
                message: format!("does not give the {what} `{shown}` its name back"),
                custom,
                origin,
                line: name.line,
                note: format!(
                    "{shown} gets its name back{}",
                    if name.taken { "; what has it now is lost" } else { "" }
                ),
                statements: Ok(name.statements()),
                conditional: false,
                // Everything else goes by the old names.
                order: (Reverse(usize::MAX - at), 0),
            });
        }
    }

    /// Whether a thing is about a custom type, and what made it.
    fn subject(&self, name: &Rename) -> (bool, Origin) {
        let (custom, origin) = match name {
            Rename::Column { table, from, .. } => {
                let found = self.before.column(table, from).or_else(|| self.after.column(table, from));
                let custom = found.and_then(|column| column.type_sql.as_ref().ok());
                let custom = custom.is_some_and(|type_sql| self.is_custom(type_sql));
                return (custom, found.map(|column| column.origin.clone()).unwrap_or_default());
            }
            Rename::Table { from, .. } => {
                let found = self.after.tables.get(from);
                let custom = found.is_some_and(|table| self.holds_custom(table));
                return (custom, found.map(|table| table.origin.clone()).unwrap_or_default());
            }
            Rename::Index { from, .. } => {
                let has = |table: &&Arc<Table>| {
                    table.indexes.iter().any(|index| index.name.text() == Some(from.name.as_str()))
                };
                let table = self.after.tables.values().find(has);
                let index = table.and_then(|table| {
                    table.indexes.iter().find(|index| index.name.text() == Some(from.name.as_str()))
                });
                let custom = table.zip(index).is_some_and(|(table, index)| {
                    self.is_custom_index([table.as_ref(), table.as_ref()], &index.body)
                });
                return (custom, index.map(|index| index.origin.clone()).unwrap_or_default());
            }
            Rename::Constraint { table, from, .. } => {
                let table = self.after.tables.get(table);
                let constraint = table.and_then(|table| {
                    table.constraints.iter().find(|own| own.name.text() == Some(from.as_str()))
                });
                let custom = table.zip(constraint).is_some_and(|(table, own)| {
                    self.is_custom_constraint([table.as_ref(), table.as_ref()], &own.body)
                });
                (custom, constraint.map(|own| own.origin.clone()))
            }
        };
        (custom, origin.unwrap_or_default())
    }
}
