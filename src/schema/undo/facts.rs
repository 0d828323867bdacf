//! What a function does for sure, by the statements that it runs.

#![expect(clippy::wildcard_enum_match_arm, reason = "most statements matter only by what they lead to")]

use std::collections::{BTreeMap, BTreeSet};

use super::names::Rename;
use crate::schema::script::Step;
use crate::sql::{Action, ConstraintName, Statement, TableName};

/// What is made, under the names that it has at last, and whether only if it is not there.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Tables, with the types of their columns.
    pub(super) tables: BTreeMap<TableName, (bool, Vec<String>)>,
    /// Columns of tables that are there, with their types.
    pub(super) columns: BTreeMap<(TableName, String), (bool, Option<String>)>,
    /// Indexes by name.
    pub(super) indexes: BTreeMap<String, bool>,
    /// Types; those that an operation makes beside a table or column are not sure to be its own.
    pub(super) types: BTreeMap<TableName, bool>,
    /// Types that are dropped.
    pub(super) dropped_types: BTreeSet<TableName>,
    /// Tables that are dropped.
    pub(super) dropped_tables: BTreeSet<TableName>,
    /// Whether an extension is dropped.
    pub(super) drops_extension: bool,
    /// Columns that are renamed: the table, the old and the new name.
    pub(super) renamed_columns: Vec<(TableName, String, String)>,
    /// What is given another name, in order, with the line.
    pub(super) renames: Vec<(Rename, u32)>,
    /// Tables that are given another name, under both names.
    pub(super) renamed_tables: BTreeSet<TableName>,
    /// What is taken away, or given another name, though nothing here has made it: it was there before, whether
    /// the history knows it or not.
    pub(super) stood: Stood,
}

/// What was there before, by the names that it had.
#[derive(Debug, Default)]
pub(super) struct Stood {
    pub(super) tables: BTreeSet<TableName>,
    pub(super) columns: BTreeSet<(TableName, String)>,
    pub(super) indexes: BTreeSet<String>,
    pub(super) types: BTreeSet<TableName>,
}

impl Facts {
    pub(super) fn read(steps: &[Step], raw: &dyn Fn(u32) -> bool) -> Self {
        let mut facts = Self::default();
        facts.steps(steps, raw);
        facts
    }

    fn steps(&mut self, steps: &[Step], raw: &dyn Fn(u32) -> bool) {
        for step in steps {
            match step {
                Step::Run { statement, line } => self.statement(statement, *line, raw(*line)),
                Step::Call(steps) => self.steps(steps, raw),
                Step::Either { .. } | Step::Somewhere { .. } | Step::Return | Step::Fail => {}
            }
        }
    }

    fn statement(&mut self, statement: &Statement, line: u32, raw: bool) {
        match statement {
            Statement::CreateTable(create) => {
                let types = create.columns.iter().filter_map(|column| column.type_sql.clone().ok());
                self.tables.insert(create.name.clone(), (create.unless_there, types.collect()));
            }
            Statement::AlterTable { table, actions } => {
                let mut table = table.clone();
                for action in actions {
                    self.action(&mut table, action, line);
                }
            }
            Statement::CreateIndex(index) => {
                if let ConstraintName::Given(name) | ConstraintName::Plain(name) = &index.name {
                    self.indexes.insert(name.clone(), index.unless_there);
                }
            }
            Statement::CreateEnum { name, unless_there, .. } => {
                self.types.insert(name.clone(), *unless_there || !raw);
            }
            Statement::CreateType { name, .. } => {
                self.types.insert(name.clone(), !raw);
            }
            Statement::RenameRelation { from, to } => {
                if let Some(made) = self.indexes.remove(&from.name) {
                    self.indexes.insert(to.clone(), made);
                    return;
                }
                self.stood.indexes.insert(from.name.clone());
                self.renames.push((Rename::index(from, to), line));
            }
            Statement::DropIndexes(names) => {
                let made = |name: &&TableName| self.indexes.contains_key(&name.name);
                let stood = names.iter().filter(|name| !made(name)).map(|name| name.name.clone());
                self.stood.indexes.extend(stood);
            }
            Statement::DropTables(names) => {
                let stood = names.iter().filter(|name| !self.tables.contains_key(*name)).cloned();
                self.stood.tables.extend(stood);
                self.dropped_tables.extend(names.iter().cloned());
            }
            Statement::DropExtensions { .. } => self.drops_extension = true,
            Statement::DropTypes(names) => {
                let stood = names.iter().filter(|name| !self.types.contains_key(*name)).cloned();
                self.stood.types.extend(stood);
                self.dropped_types.extend(names.iter().cloned());
            }
            Statement::RenameType { from, to } => {
                if let Some(made) = self.types.remove(from) {
                    self.types.insert(to.clone(), made);
                } else {
                    self.stood.types.insert(from.clone());
                }
            }
            _ => {}
        }
    }

    fn action(&mut self, table: &mut TableName, action: &Action, line: u32) {
        match action {
            Action::AddColumn { column, unless_there } => {
                if let Ok(name) = &column.name {
                    let made = (*unless_there, column.type_sql.clone().ok());
                    self.columns.insert((table.clone(), name.clone()), made);
                }
            }
            Action::DropColumn(Ok(name)) => {
                let column = (table.clone(), name.clone());
                if !self.columns.contains_key(&column) {
                    self.stood.columns.insert(column);
                }
            }
            Action::RenameColumn { from, to: Ok(to) } => {
                let column = (table.clone(), from.clone());
                if let Some(made) = self.columns.remove(&column) {
                    self.columns.insert((table.clone(), to.clone()), made);
                    return;
                }
                self.stood.columns.insert(column);
                self.renames.push((Rename::column(table, from, to), line));
                self.renamed_columns.push((table.clone(), from.clone(), to.clone()));
            }
            Action::RenameConstraint { from, to } => {
                self.renames.push((Rename::constraint(table, from, to), line));
            }
            Action::Rename(Ok(name)) => {
                let to = TableName { schema: table.schema.clone(), name: name.clone() };
                self.move_table(table, to, line);
            }
            Action::SetSchema(schema) => {
                let to = TableName::in_schema(Some(schema.clone()), table.name.clone());
                self.move_table(table, to, line);
            }
            _ => {}
        }
    }

    fn move_table(&mut self, table: &mut TableName, to: TableName, line: u32) {
        if let Some(made) = self.tables.remove(table) {
            self.tables.insert(to.clone(), made);
            *table = to;
            return;
        }
        self.renames.push((Rename::table(table, &to), line));
        self.stood.tables.insert(table.clone());
        self.renamed_tables.insert(table.clone());
        *table = to;
        self.renamed_tables.insert(table.clone());
    }

    /// What is made is known by the names that the things have had before.
    pub(super) fn give_back(&mut self, kept: &Rename) {
        match kept {
            Rename::Column { table, from, to } => {
                self.columns.remove(&(table.clone(), from.clone()));
                self.renamed_columns.retain(|(own, old, new)| (own, old, new) != (table, from, to));
            }
            Rename::Table { from, to } => {
                self.tables.remove(from);
                self.columns.retain(|(table, _), _| table != from);
                self.renamed_tables.remove(from);
                self.renamed_tables.remove(to);
                let moved = |table: &TableName| if table == to { from.clone() } else { table.clone() };
                let columns = std::mem::take(&mut self.columns).into_iter();
                self.columns =
                    columns.map(|((table, column), made)| ((moved(&table), column), made)).collect();
                for (table, ..) in &mut self.renamed_columns {
                    *table = moved(table);
                }
            }
            Rename::Index { from, .. } => drop(self.indexes.remove(&from.name)),
            Rename::Constraint { .. } => {}
        }
    }
}
