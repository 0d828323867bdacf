//! What a function does for sure, by the statements that it runs.

#![expect(clippy::wildcard_enum_match_arm, reason = "most statements matter only by what they lead to")]

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::script::Step;
use crate::sql::{Action, ConstraintName, Statement, TableName};

/// What is made, under the names that it gets first, and whether only if it is not there.
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
    /// Tables that are given another name, under both names.
    pub(super) renamed_tables: BTreeSet<TableName>,
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
                Step::Run { statement, line } => self.statement(statement, raw(*line)),
                Step::Call(steps) => self.steps(steps, raw),
                Step::Either { .. } | Step::Somewhere { .. } | Step::Return | Step::Fail => {}
            }
        }
    }

    fn statement(&mut self, statement: &Statement, raw: bool) {
        match statement {
            Statement::CreateTable(create) => {
                let types = create.columns.iter().filter_map(|column| column.type_sql.clone().ok());
                self.tables.insert(create.name.clone(), (create.unless_there, types.collect()));
            }
            Statement::AlterTable { table, actions } => {
                let mut table = table.clone();
                for action in actions {
                    self.action(&mut table, action);
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
            Statement::DropTables(names) => self.dropped_tables.extend(names.iter().cloned()),
            Statement::DropExtensions(_) => self.drops_extension = true,
            Statement::DropTypes(names) => self.dropped_types.extend(names.iter().cloned()),
            _ => {}
        }
    }

    fn action(&mut self, table: &mut TableName, action: &Action) {
        match action {
            Action::AddColumn { column, unless_there } => {
                if let Ok(name) = &column.name {
                    let made = (*unless_there, column.type_sql.clone().ok());
                    self.columns.insert((table.clone(), name.clone()), made);
                }
            }
            Action::RenameColumn { from, to: Ok(to) } => {
                self.renamed_columns.push((table.clone(), from.clone(), to.clone()));
            }
            Action::Rename(Ok(name)) => {
                self.renamed_tables.insert(table.clone());
                table.name.clone_from(name);
                self.renamed_tables.insert(table.clone());
            }
            Action::SetSchema(schema) => {
                self.renamed_tables.insert(table.clone());
                *table = TableName::in_schema(Some(schema.clone()), table.name.clone());
                self.renamed_tables.insert(table.clone());
            }
            _ => {}
        }
    }
}
