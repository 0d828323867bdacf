//! Where names without a schema are looked for.

use std::sync::Arc;

use super::apply::Place;
use super::model::{Elsewhere, Schema, Taint};
use crate::sql::{Maybe, Statement, TableName};

impl Schema {
    /// `SET search_path`. New things are in the first schema, so `public` in front changes nothing.
    pub(super) fn set_search_path(&mut self, schemas: &Maybe<Vec<String>>, place: &Place) {
        let taint = match schemas {
            Ok(schemas) if schemas.first().is_none_or(|first| first == "public") => None,
            Ok(_) => Some(place.taint("names mean something else by a search_path")),
            Err(why) => Some(place.taint(why)),
        };
        self.elsewhere = Elsewhere(taint);
    }

    /// Whether the statement may be about something in another schema than `public`; then what it may touch is
    /// not known from here on.
    pub(super) fn is_elsewhere(&mut self, statement: &Statement, taint: &Taint) -> bool {
        let table = match statement {
            Statement::CreateTable(create) => &create.name,
            Statement::AlterTable { table, .. }
            | Statement::CommentOnColumn { table, .. }
            | Statement::CommentOnTable { table, .. } => table,
            Statement::CreateIndex(index) => &index.table,
            Statement::CreateEnum { name, .. }
            | Statement::CreateType { name, .. }
            | Statement::CreateSequence { name, .. } => {
                if name.schema.is_none() {
                    self.open(taint);
                }
                return name.schema.is_none();
            }
            Statement::DropTables(names)
            | Statement::DropIndexes(names)
            | Statement::DropTypes(names)
            | Statement::DropSequences(names)
            | Statement::Touches { tables: names, .. } => {
                return self.may_be_elsewhere(names, taint);
            }
            Statement::RenameRelation { from: name, .. }
            | Statement::AddLabel { name, .. }
            | Statement::RenameLabel { name, .. }
            | Statement::RenameType { from: name, .. }
            | Statement::OwnSequence { name, .. }
            | Statement::TouchesType { name, .. }
            | Statement::TouchesIndex { name, .. } => {
                return self.may_be_elsewhere(std::slice::from_ref(name), taint);
            }
            Statement::CreateExtension(_)
            | Statement::DropExtensions { .. }
            | Statement::DropSchemas(_)
            | Statement::Harmless
            | Statement::SearchPath(_)
            | Statement::Opaque(_) => return false,
        };
        if table.schema.is_some() {
            return false;
        }
        self.open(taint);
        if !matches!(statement, Statement::CreateTable(_)) {
            self.tables.change(|name, _| name.name == table.name, |found| Arc::make_mut(found).spoil(taint));
        }
        true
    }

    fn may_be_elsewhere(&mut self, names: &[TableName], taint: &Taint) -> bool {
        let unsure = names.iter().any(|name| name.schema.is_none());
        if unsure {
            self.spoil(taint);
        }
        unsure
    }
}
