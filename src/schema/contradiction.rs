//! Where two schemas that come from the same one cannot both be right.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::sync::Arc;

use super::model::{Column, Name, Schema, Table, Taint, TypeKind, Value};
use crate::sql::{Fill, TableName, leading_literal};

/// What is said of a table that comes up without having been made: it has more than is known, yet nothing
/// that one of two ways from the same schema has and the other lacks.
pub(super) const UNMADE_TABLE: &str = "the history does not make this table";

/// A schema and what became of it in two ways.
struct Fork<'s> {
    from: &'s Schema,
    before: &'s Schema,
    after: &'s Schema,
    found: Vec<String>,
}

/// The side that has something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Schema {
    /// Each contradiction between `self` and `after`, which two ways lead to from the schema `from`, in a
    /// line. What one of them does not know contradicts nothing.
    pub fn contradictions(&self, after: &Self, from: &Self) -> Vec<String> {
        let mut fork = Fork { from, before: self, after, found: Vec::new() };
        fork.tables();
        fork.types();
        fork.extensions();
        fork.sequences();
        fork.found
    }
}

impl<'s> Fork<'s> {
    fn other(&self, side: Side) -> &'s Schema {
        match side {
            Side::Before => self.after,
            Side::After => self.before,
        }
    }

    /// Whether anything but what `from` left open may be there on the side that does not list it.
    fn may_be_there(&self, side: Side) -> bool {
        self.other(side).taints.iter().any(|taint| !self.from.taints.contains(taint))
    }

    /// The same of a table's parts.
    fn may_have(&self, name: &TableName, other: &Table) -> bool {
        let known = self.from.tables.get(name).map_or(&[][..], |table| &table.taints);
        other.taints.iter().any(|taint| !is_unmade(taint) && !known.contains(taint))
    }

    fn only(&mut self, what: impl Display, side: Side) {
        let side = match side {
            Side::Before => "before",
            Side::After => "after",
        };
        self.found.push(format!("{what}: only there {side}"));
    }

    fn tables(&mut self) {
        for (name, before, after) in self.before.tables.beside(&self.after.tables) {
            let (lone, side) = match (before, after) {
                (Some(before), Some(after)) => {
                    if !Arc::ptr_eq(before, after) {
                        self.table(name, before, after);
                    }
                    continue;
                }
                (Some(before), None) => (before, Side::Before),
                (None, Some(after)) => (after, Side::After),
                (None, None) => continue,
            };
            if !self.may_be_there(side) && lone.taints.iter().all(is_unmade) {
                self.only(format!("table {}", name.sql()), side);
            }
        }
    }

    fn table(&mut self, name: &TableName, before: &Table, after: &Table) {
        let columns: BTreeSet<&String> = before.columns.keys().chain(after.columns.keys()).collect();
        for column in columns {
            let place = format!("column {}.{column}", name.sql());
            let (lone, side, other) = match (before.columns.get(column), after.columns.get(column)) {
                (Some(before), Some(after)) => {
                    self.column(&place, before, after);
                    continue;
                }
                (Some(lone), None) => (lone, Side::Before, after),
                (None, Some(lone)) => (lone, Side::After, before),
                (None, None) => continue,
            };
            if !lone.is_unsure() && !self.may_have(name, other) {
                self.only(place, side);
            }
        }
        for (what, own, others) in [
            ("constraint", parts_of_constraints(before), parts_of_constraints(after)),
            ("index", parts_of_indexes(before), parts_of_indexes(after)),
        ] {
            let (own, others) = unmatched(&own, &others);
            for (left, side, other) in [(own, Side::Before, after), (others, Side::After, before)] {
                // An index or a check may come with a type that is not known.
                let may_come = other.columns.values().any(|column| column.type_sql.is_err());
                for part in left.into_iter().filter(|part| part.body.is_some()) {
                    if !may_come && !self.may_have(name, other) {
                        self.only(format!("{what} of {}: {part}", name.sql()), side);
                    }
                }
            }
        }
        if before.comment != after.comment && !self.may_have(name, before) && !self.may_have(name, after) {
            let place = format!("table {}", name.sql());
            self.differ(&place, "comment", &before.comment, &after.comment);
        }
    }

    fn column(&mut self, place: &str, before: &Column, after: &Column) {
        let known = self.value(place, "type", &before.type_sql, &after.type_sql);
        if known && before.collation != after.collation {
            self.differ(place, "collation", &before.collation, &after.collation);
        }
        self.value(place, "not null", &before.not_null, &after.not_null);
        if !same_literal(&before.fill, &after.fill) {
            self.value(place, "default", &before.fill, &after.fill);
        }
        self.value(place, "comment", &before.comment, &after.comment);
    }

    /// Compares a value that both sides know; whether they do.
    fn value<T: PartialEq + Debug>(
        &mut self,
        place: &str,
        what: &str,
        before: &Value<T>,
        after: &Value<T>,
    ) -> bool {
        let (Ok(before), Ok(after)) = (before, after) else { return false };
        if before != after {
            self.differ(place, what, before, after);
        }
        true
    }

    fn differ(&mut self, place: &str, what: &str, before: &impl Debug, after: &impl Debug) {
        self.found.push(format!("{place}: {what} {before:?} before, {after:?} after"));
    }

    fn types(&mut self) {
        for (name, before, after) in self.before.types.beside(&self.after.types) {
            let place = format!("type {}", name.sql());
            let (lone, side) = match (before, after) {
                (Some(before), Some(after)) => {
                    match (&before.kind, &after.kind) {
                        (TypeKind::Enum(before), TypeKind::Enum(after)) => {
                            self.value(&place, "labels", before, after);
                        }
                        (TypeKind::Other(before), TypeKind::Other(after)) => {
                            self.value(&place, "definition", before, after);
                        }
                        (before, after) => self.differ(&place, "kind", before, after),
                    }
                    continue;
                }
                (Some(lone), None) => (lone, Side::Before),
                (None, Some(lone)) => (lone, Side::After),
                (None, None) => continue,
            };
            let unsure = matches!(&lone.kind, TypeKind::Enum(Err(_)) | TypeKind::Other(Err(_)));
            if !unsure && !self.may_be_there(side) && !self.other(side).has_unknown_type() {
                self.only(place, side);
            }
        }
    }

    /// An extension that is known to be there on one side and not on the other.
    fn extensions(&mut self) {
        for (side, here) in [(Side::Before, self.before), (Side::After, self.after)] {
            let lone = here.extensions.iter().filter(|(name, origin)| {
                origin.is_ok() && !self.other(side).extensions.contains_key(*name) && !self.may_be_there(side)
            });
            let lone: Vec<&String> = lone.map(|(name, _)| name).collect();
            lone.into_iter().for_each(|name| self.only(format!("extension {name}"), side));
        }
    }

    fn sequences(&mut self) {
        for side in [Side::Before, Side::After] {
            for (name, before, after) in self.before.sequences.beside(&self.after.sequences) {
                let (owner, there) = if side == Side::Before { (before, after) } else { (after, before) };
                let Some(owner) = owner.filter(|_| before != after) else { continue };
                let is_unsure = || {
                    owner.as_ref().is_some_and(|(table, column)| {
                        self.other(side).column(table, column).is_none_or(|column| column.fill.is_err())
                    })
                };
                match there {
                    Some(there) if side == Side::Before => {
                        self.differ(&format!("sequence {}", name.sql()), "owner", owner, there);
                    }
                    None if !is_unsure() && !self.may_be_there(side) => {
                        self.only(format!("sequence {}", name.sql()), side);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn is_unmade(taint: &Taint) -> bool {
    &*taint.why == UNMADE_TABLE
}

impl Schema {
    fn has_unknown_type(&self) -> bool {
        self.tables.values().any(|table| table.columns.values().any(|column| column.type_sql.is_err()))
    }
}

impl Column {
    /// Whether it may not be there at all.
    fn is_unsure(&self) -> bool {
        self.type_sql.is_err() && self.not_null.is_err() && self.fill.is_err() && self.comment.is_err()
    }
}

/// A constraint or an index, as far as it is known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    kind: String,
    name: Option<String>,
    body: Option<String>,
}

impl Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = self.body.as_deref().unwrap_or("unknown");
        write!(formatter, "{}{} {body}", self.kind, self.name.as_deref().unwrap_or("without a known name"))
    }
}

impl Part {
    fn new<T: Debug>(kind: String, name: &Name, body: &Value<T>) -> Self {
        Self {
            kind,
            name: name.text().map(str::to_owned),
            body: body.as_ref().ok().map(|body| format!("{body:?}")),
        }
    }

    /// Whether both may be the same.
    fn fits(&self, other: &Self) -> bool {
        let agree =
            |own: Option<&String>, other: Option<&String>| own.is_none() || other.is_none() || own == other;
        self.kind == other.kind
            && agree(self.name.as_ref(), other.name.as_ref())
            && agree(self.body.as_ref(), other.body.as_ref())
    }
}

/// Whether both defaults are the same literal, one of them as text: what the column's type reads from it.
///
/// A default that is text is not cast to another type by Postgres, which has it dropped and set again.
fn same_literal(before: &Value<Option<Fill>>, after: &Value<Option<Fill>>) -> bool {
    let (Ok(Some(Fill::Default(before))), Ok(Some(Fill::Default(after)))) = (before, after) else {
        return false;
    };
    let (Some(own), Some(other)) = (leading_literal(before), leading_literal(after)) else { return false };
    let is_text = |text: &str| matches!(&text[own.len()..], "" | "::text" | "::character varying");
    own == other && (is_text(before) || is_text(after))
}

fn parts_of_constraints(table: &Table) -> BTreeSet<Part> {
    let all = table.constraints.iter();
    all.map(|one| Part::new(format!("{:?} ", one.kind), &one.name, &one.body)).collect()
}

/// Its indexes: of two that are the same Postgres would have refused one.
fn parts_of_indexes(table: &Table) -> BTreeSet<Part> {
    table.indexes.iter().map(|one| Part::new(String::new(), &one.name, &one.body)).collect()
}

/// What has no counterpart on the other side, the same first, then what may be the same.
fn unmatched(before: &BTreeSet<Part>, after: &BTreeSet<Part>) -> (Vec<Part>, Vec<Part>) {
    let mut left: Vec<Part> = before.difference(after).cloned().collect();
    let mut right: Vec<Part> = after.difference(before).cloned().collect();
    left.retain(|part| match right.iter().position(|other| part.fits(other)) {
        Some(at) => {
            right.remove(at);
            false
        }
        None => true,
    });
    (left, right)
}
