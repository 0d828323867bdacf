//! What is no longer known, and what two ways through a revision agree on.

use std::sync::Arc;

use super::model::{Column, Schema, Table, Taint, Type, TypeKind, Value};
use super::script::Reach;
use crate::sql::TableName;

fn spoil<T>(value: &mut Value<T>, taint: &Taint) {
    if value.is_ok() {
        *value = Err(taint.clone());
    }
}

impl Column {
    /// A column of which nothing is known.
    pub(super) fn unknown(taint: &Taint) -> Self {
        Self {
            type_sql: Err(taint.clone()),
            collation: None,
            not_null: Err(taint.clone()),
            fill: Err(taint.clone()),
            comment: Err(taint.clone()),
            origin: taint.origin.clone(),
        }
    }

    /// Forgets what is known of the column.
    pub(super) fn spoil(&mut self, taint: &Taint) {
        spoil(&mut self.type_sql, taint);
        spoil(&mut self.not_null, taint);
        spoil(&mut self.fill, taint);
        spoil(&mut self.comment, taint);
    }

    fn agree(&mut self, other: &Self, taint: &Taint) {
        agree(&mut self.type_sql, &other.type_sql, taint);
        agree(&mut self.not_null, &other.not_null, taint);
        agree(&mut self.fill, &other.fill, taint);
        agree(&mut self.comment, &other.comment, taint);
        if self.collation != other.collation {
            spoil(&mut self.type_sql, taint);
        }
    }
}

fn agree<T: PartialEq>(value: &mut Value<T>, other: &Value<T>, taint: &Taint) {
    if *value != *other {
        spoil(value, taint);
    }
}

impl Table {
    /// Says that there may be other columns, constraints and indexes.
    pub(super) fn open(&mut self, taint: &Taint) {
        if !self.taints.contains(taint) {
            self.taints.push(taint.clone());
        }
    }

    /// Forgets what is known of the table.
    pub(super) fn spoil(&mut self, taint: &Taint) {
        self.open(taint);
        self.columns.values_mut().for_each(|column| column.spoil(taint));
        self.constraints.iter_mut().for_each(|constraint| spoil(&mut constraint.body, taint));
        self.indexes.iter_mut().for_each(|index| spoil(&mut index.body, taint));
    }

    /// Keeps what both tables say.
    fn agree(&mut self, other: &Self, taint: &Taint) {
        for (name, column) in &mut self.columns {
            match other.columns.get(name) {
                Some(there) => column.agree(there, taint),
                None => column.spoil(taint),
            }
        }
        for (name, there) in &other.columns {
            if !self.columns.contains_key(name) {
                let mut column = there.clone();
                column.spoil(taint);
                self.columns.insert(name.clone(), column);
                self.order.0.push(name.clone());
            }
        }
        // Those that differ go side by side, and neither is sure.
        for constraint in &mut self.constraints {
            if !other.constraints.contains(constraint) {
                spoil(&mut constraint.body, taint);
            }
        }
        let mut added: Vec<_> =
            other.constraints.iter().filter(|there| !self.constraints.contains(there)).cloned().collect();
        added.retain(|there| !self.constraints.iter().any(|own| own.name == there.name && own.body.is_err()));
        added.iter_mut().for_each(|constraint| spoil(&mut constraint.body, taint));
        self.constraints.extend(added);
        for index in &mut self.indexes {
            if !other.indexes.contains(index) {
                spoil(&mut index.body, taint);
            }
        }
        let mut added: Vec<_> =
            other.indexes.iter().filter(|there| !self.indexes.contains(there)).cloned().collect();
        added.retain(|there| !self.indexes.iter().any(|own| own.name == there.name && own.body.is_err()));
        added.iter_mut().for_each(|index| spoil(&mut index.body, taint));
        self.indexes.extend(added);
        if self.comment != other.comment {
            self.open(taint);
        }
        self.taints.extend(other.taints.iter().cloned());
        self.settle();
    }
}

impl Type {
    pub(super) fn spoil(&mut self, taint: &Taint) {
        match &mut self.kind {
            TypeKind::Enum(labels) => spoil(labels, taint),
            TypeKind::Other(definition) => spoil(definition, taint),
        }
    }
}

impl Schema {
    /// Forgets everything.
    pub(super) fn spoil(&mut self, taint: &Taint) {
        self.tables.change(|_, _| true, |table| Arc::make_mut(table).spoil(taint));
        self.types.change(|_, _| true, |entry| entry.spoil(taint));
        self.extensions.values_mut().for_each(|entry| spoil(entry, taint));
        self.open(taint);
    }

    /// Forgets what an index says.
    pub(super) fn spoil_index(&mut self, name: &TableName, taint: &Taint) {
        self.each_table(
            |table| table.indexes.iter().any(|index| index.name.text() == Some(name.name.as_str())),
            |table| {
                let found = table.indexes.iter_mut();
                found
                    .filter(|index| index.name.text() == Some(name.name.as_str()))
                    .for_each(|index| spoil(&mut index.body, taint));
            },
        );
    }

    /// Says that there may be tables, types and extensions that are not listed.
    pub(super) fn open(&mut self, taint: &Taint) {
        if !self.taints.contains(taint) {
            self.taints.push(taint.clone());
            self.taints.sort();
        }
    }

    /// The table, which is there at least from now on.
    pub(super) fn table(&mut self, name: &TableName, taint: &dyn Fn() -> Taint) -> &mut Table {
        let entry = self.tables.get_or_insert_with(name, || {
            let taint = taint();
            Arc::new(Table { origin: taint.origin.clone(), taints: vec![taint], ..Table::default() })
        });
        Arc::make_mut(entry)
    }

    /// Forgets what a step on an unknown table may change.
    pub(super) fn reach(&mut self, reach: &Reach, taint: &Taint) {
        match reach {
            Reach::Table => self.open(taint),
            Reach::More => self.tables.change(|_, _| true, |table| Arc::make_mut(table).open(taint)),
            Reach::Column(name) => self.tables.change(
                |_, table| table.columns.contains_key(name),
                |table| {
                    if let Some(column) = Arc::make_mut(table).columns.get_mut(name) {
                        column.spoil(taint);
                    }
                },
            ),
            Reach::Indexes(of) => self.tables.change(
                |name, table| of.as_ref().is_none_or(|of| of == name) && !table.indexes.is_empty(),
                |table| {
                    Arc::make_mut(table).indexes.iter_mut().for_each(|index| spoil(&mut index.body, taint));
                },
            ),
        }
    }

    /// Keeps what both schemas say.
    pub(super) fn agree(&mut self, other: &Self, taint: &Taint) {
        let is_one = |own: &Arc<Table>, there: &Arc<Table>| Arc::ptr_eq(own, there) || own == there;
        self.tables.union(&other.tables, is_one, |own, there| match there {
            Some(there) => Arc::make_mut(own).agree(there, taint),
            None => Arc::make_mut(own).open(taint),
        });
        self.types.union(&other.types, PartialEq::eq, |own, _| own.spoil(taint));
        for (name, there) in &other.extensions {
            let is_new = !self.extensions.contains_key(name);
            let own = self.extensions.entry(name.clone()).or_insert_with(|| there.clone());
            if is_new || there.is_err() {
                spoil(own, taint);
            }
        }
        let lone = self.extensions.iter_mut().filter(|(name, _)| !other.extensions.contains_key(*name));
        lone.for_each(|(_, own)| spoil(own, taint));
        self.names.add_all(&other.names);
        if self.elsewhere.0.is_none() {
            self.elsewhere = other.elsewhere.clone();
        }
        self.sequences.union(&other.sequences, |_, _| true, |_, _| {});
        for taint in &other.taints {
            self.open(taint);
        }
    }
}
