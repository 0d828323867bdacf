//! What `ALTER TABLE` does to a schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::apply::Place;
use super::contradiction::UNMADE_TABLE;
use super::model::{Constraint, Name, Schema, Table, Taint};
use crate::sql::{Action, ConstraintKind, Fill, Maybe, TableName, identifier, rename_column};

impl Schema {
    /// Does one action; a rename changes `table` for those that follow.
    pub(super) fn alter(&mut self, table: &mut TableName, action: &Action, place: &Place) {
        let nowhere = || place.taint(UNMADE_TABLE);
        match action {
            Action::AddColumn { column, unless_there } => {
                let there = column.name.as_ref().ok().and_then(|name| self.column(table, name));
                if *unless_there && there.is_some() {
                    return;
                }
                let unsure =
                    *unless_there && self.tables.get(table).is_none_or(|table| !table.taints.is_empty());
                self.define_column(table, column, place);
                for constraint in &column.constraints {
                    self.add_constraint(table, constraint, place);
                }
                if unsure && let Ok(name) = &column.name {
                    let taint = place.taint("the column is added only if it is not there");
                    self.column_mut(table, name, place).spoil(&taint);
                }
            }
            Action::DropColumn(Ok(column)) => self.drop_column(table, column),
            Action::DropColumn(Err(why)) | Action::Touch(why) | Action::Rename(Err(why)) => {
                self.table(table, &nowhere).spoil(&place.taint(why));
            }
            Action::RenameColumn { from, to: Ok(to) } => self.rename_column(table, from, to, place),
            Action::RenameColumn { from, to: Err(why) } => {
                let taint = place.taint(why);
                let found = self.table(table, &nowhere);
                found.open(&taint);
                found.columns.remove(from);
            }
            Action::SetType { column, type_sql, collation } => {
                let type_sql = place.value(type_sql);
                let column = self.column_mut(table, column, place);
                if let (Ok(old), Ok(Some(Fill::Default(text)))) = (&column.type_sql, &mut column.fill)
                    && type_sql.as_ref() != Ok(old)
                    && is_bare_literal(text)
                {
                    // The value was of the old type, and is cast from it; its length was seen to before.
                    let old = if old.starts_with("character varying") { "character varying" } else { old };
                    *text = format!("{text}::{old}");
                }
                column.type_sql = type_sql;
                column.collation.clone_from(collation);
                column.origin = place.origin.clone();
            }
            Action::SetNotNull { column, not_null } => {
                let not_null = place.value(not_null);
                self.column_mut(table, column, place).not_null = not_null;
            }
            Action::SetFill { column, fill } => self.set_fill(table, column, fill, place),
            Action::AddConstraint(constraint) => self.add_constraint(table, constraint, place),
            Action::DropConstraint { name, kind } => self.drop_constraint(table, name, *kind, place),
            Action::RenameConstraint { from, to } => {
                let name = Name::Sure(to.clone());
                self.names.add(&name);
                let found = self.table(table, &nowhere);
                for constraint in &mut found.constraints {
                    if constraint.name.text() == Some(from) {
                        constraint.name = name.clone();
                    }
                }
                found.settle();
            }
            Action::Rename(Ok(name)) => {
                let renamed = TableName { schema: table.schema.clone(), name: name.clone() };
                self.table(table, &nowhere);
                self.move_table(table, &renamed);
                *table = renamed;
            }
            Action::SetSchema(schema) => {
                let moved = TableName::in_schema(Some(schema.clone()), table.name.clone());
                self.table(table, &nowhere);
                self.move_table(table, &moved);
                *table = moved;
            }
            Action::TouchColumn { column, why } => {
                let taint = place.taint(why);
                self.column_mut(table, column, place).spoil(&taint);
            }
            Action::Extra(why) => self.note_extra(table, &place.taint(why)),
            Action::Nothing => {}
        }
    }

    fn note_extra(&mut self, table: &TableName, extra: &Taint) {
        if let Some(found) = self.tables.get_mut(table) {
            Arc::make_mut(found).extras.push(extra.clone());
        }
    }

    fn set_fill(&mut self, table: &TableName, column: &str, fill: &Maybe<Option<Fill>>, place: &Place) {
        let fill = place.value(fill);
        let is_identity =
            |fill: &Result<Option<Fill>, Taint>| matches!(fill, Ok(Some(Fill::Identity { .. })));
        let had_identity = self.column(table, column).is_some_and(|column| is_identity(&column.fill));
        if had_identity && !is_identity(&fill) {
            self.sequences.retain(|_, owner| {
                owner.as_ref().is_none_or(|(owner, owned)| owner != table || owned != column)
            });
        } else if is_identity(&fill) && !had_identity {
            let sequence = self.sequence_name(table, column);
            self.sequences.insert(sequence, Some((table.clone(), column.to_owned())));
        }
        self.column_mut(table, column, place).fill = fill;
    }

    fn drop_constraint(
        &mut self,
        table: &TableName,
        name: &Maybe<String>,
        kind: Option<ConstraintKind>,
        place: &Place,
    ) {
        let found = self.table(table, &|| place.taint(UNMADE_TABLE));
        let own = name.as_ref().ok().map(String::as_str);
        if own.is_some() && found.constraints.iter().any(|constraint| constraint.name.text() == own) {
            let (dropped, kept) = std::mem::take(&mut found.constraints)
                .into_iter()
                .partition(|constraint| constraint.name.text() == own);
            found.constraints = kept;
            self.drop_pointing(table, &dropped);
            return;
        }
        // A constraint whose name is only assumed may be called so.
        let may_be = |constraint: &Constraint| {
            (own.is_none() || !matches!(constraint.name, Name::Sure(_)))
                && kind.is_none_or(|kind| kind == constraint.kind)
        };
        let candidates = found.constraints.iter().filter(|constraint| may_be(constraint)).count();
        if candidates == 1 && found.taints.is_empty() {
            found.constraints.retain(|constraint| !may_be(constraint));
            return;
        }
        let said = own.map_or_else(|| "a constraint".to_owned(), |name| format!("the constraint `{name}`"));
        let taint = place.taint(&format!("{said} is dropped, and may be this one"));
        let unsure = found.constraints.iter_mut().filter(|constraint| may_be(constraint));
        unsure.for_each(|constraint| constraint.body = Err(taint.clone()));
        found.settle();
    }

    /// Drops the foreign keys that pointed to a key: Postgres drops the key only with them.
    fn drop_pointing(&mut self, table: &TableName, keys: &[Constraint]) {
        for key in keys {
            let Ok(key) = &key.body else { continue };
            let wanted: BTreeSet<&String> = key.columns.iter().collect();
            let points = |constraint: &Constraint| {
                constraint.body.as_ref().is_ok_and(|body| {
                    body.references.as_ref().is_some_and(|(other, columns)| {
                        other == table && columns.iter().collect::<BTreeSet<_>>() == wanted
                    })
                })
            };
            let is_key = key.references.is_none() && key.expression.is_none();
            // Another key of the same columns may be the one that they point to.
            let kept = self.tables.get(table).is_some_and(|table| {
                let others = table.constraints.iter().filter_map(|other| other.body.as_ref().ok());
                others.filter(|other| other.references.is_none()).any(|other| other.columns == key.columns)
            });
            if is_key && !kept {
                self.each_table(
                    |other| other.constraints.iter().any(points),
                    |other| other.constraints.retain(|constraint| !points(constraint)),
                );
            }
        }
    }

    fn rename_column(&mut self, table: &TableName, from: &str, to: &str, place: &Place) {
        let found = self.table(table, &|| place.taint(UNMADE_TABLE));
        match found.columns.remove(from) {
            Some(column) => drop(found.columns.insert(to.to_owned(), column)),
            None => drop(self.column_mut(table, to, place)),
        }
        let found = self.table(table, &|| place.taint(UNMADE_TABLE));
        for name in &mut found.order.0 {
            if name == from {
                to.clone_into(name);
            }
        }
        rename_in(found, from, to, &place.taint("it names a column that is renamed"));
        self.each_table(
            |other| other.constraints.iter().any(|constraint| references(constraint, table)),
            |other| {
                for constraint in other.constraints.iter_mut().filter(|own| references(own, table)) {
                    if let Ok(body) = &mut constraint.body
                        && let Some((_, columns)) = &mut body.references
                    {
                        rename_all(columns, from, to);
                    }
                }
            },
        );
        self.sequences.change(
            |_, owner| owner.as_ref().is_some_and(|owner| owner.0 == *table && owner.1 == from),
            |owner| *owner = Some((table.clone(), to.to_owned())),
        );
    }
}

fn references(constraint: &Constraint, table: &TableName) -> bool {
    constraint
        .body
        .as_ref()
        .is_ok_and(|body| body.references.as_ref().is_some_and(|(other, _)| other == table))
}

fn rename_all(names: &mut [String], from: &str, to: &str) {
    names.iter_mut().filter(|name| *name == from).for_each(|name| to.clone_into(name));
}

/// Renames a column in all that the table says.
fn rename_in(table: &mut Table, from: &str, to: &str, unclear: &Taint) {
    let in_text = |text: &mut String| match rename_column(text, from, to) {
        Some(renamed) => {
            *text = renamed;
            true
        }
        None => false,
    };
    for column in table.columns.values_mut() {
        if let Ok(Some(Fill::Stored(text))) = &mut column.fill
            && !in_text(text)
        {
            column.fill = Err(unclear.clone());
        }
    }
    for constraint in &mut table.constraints {
        let Ok(body) = &mut constraint.body else { continue };
        rename_all(&mut body.columns, from, to);
        let word = identifier(from);
        let is_exclusion = constraint.kind == ConstraintKind::Exclude;
        let known = match &mut body.expression {
            Some(text) if is_exclusion => !text.contains(&word),
            Some(text) => in_text(text),
            None => true,
        };
        if !known || body.index_options.contains(&word) {
            constraint.body = Err(unclear.clone());
        }
    }
    for index in &mut table.indexes {
        let Ok(body) = &mut index.body else { continue };
        rename_all(&mut body.include, from, to);
        let mut known = true;
        for element in &mut body.elements {
            match &mut element.column {
                Some(column) if column == from => to.clone_into(column),
                Some(_) => {}
                None => known &= in_text(&mut element.expression),
            }
        }
        known &= body.predicate.as_mut().is_none_or(in_text);
        if !known {
            index.body = Err(unclear.clone());
        }
    }
    table.settle();
}

/// Whether a default is a string without a cast, which takes its type from the column.
fn is_bare_literal(text: &str) -> bool {
    text.len() >= 2
        && text.starts_with('\'')
        && text.ends_with('\'')
        && !text[1..text.len() - 1].replace("''", "").contains('\'')
}
