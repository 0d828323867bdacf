//! The schema behind a downgrade beside the one before its upgrade: tables and types.

use std::cmp::Reverse;
use std::sync::Arc;

use super::facts::Facts;
use super::kind::{Kinds, bare, is_built_in};
use super::{Cast, Leftover, Shortfall, render};
use crate::schema::model::{Column, Origin, Schema, Table, Taint, TypeKind};
use crate::sql::{TableName, literal};

/// Which comes first of what one step does.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Rank {
    DropIndex,
    DropConstraint,
    DropColumn,
    DropTable,
    DropType,
    Type,
    Table,
    Column,
    Change,
    Constraint,
    Index,
}

/// The three schemas of a revision, and what was found.
pub(super) struct Comparison<'a> {
    pub(super) before: &'a Schema,
    pub(super) upgraded: &'a Schema,
    pub(super) after: &'a Schema,
    /// The schema at each step of the upgrade.
    pub(super) steps: Vec<(u32, Schema)>,
    /// What the upgrade does.
    pub(super) facts: Facts,
    /// What the downgrade does.
    pub(super) undone: Facts,
    pub(super) kinds: Kinds<'a>,
    pub(super) cast: &'a (dyn Fn(&str, &str, &str) -> Cast + 'a),
    /// The downgrade does nothing, so that whatever differs does so for sure.
    pub(super) exact: bool,
    pub(super) found: Vec<Leftover>,
}

/// What is said of something that differs.
pub(super) struct Said {
    pub(super) message: String,
    pub(super) note: String,
    pub(super) custom: bool,
    pub(super) origin: Origin,
    pub(super) rank: Rank,
}

impl Comparison<'_> {
    pub(super) fn all(&mut self) {
        self.types();
        let (before, after) = (&self.before.tables, &self.after.tables);
        let differs = |(_, before, after): &(_, Option<&Arc<Table>>, Option<&Arc<Table>>)| !matches!((before, after), (Some(before), Some(after)) if Arc::ptr_eq(before, after));
        let (there, new): (Vec<_>, Vec<_>) =
            before.beside(after).filter(differs).partition(|(_, before, _)| before.is_some());
        for (name, _, _) in there.into_iter().chain(new) {
            self.table(name);
        }
    }

    /// The place in the upgrade at which what `value` tells was changed last: its rank and its line.
    pub(super) fn changed<T: PartialEq>(&self, value: impl Fn(&Schema) -> T) -> (usize, u32) {
        let values: Vec<T> = self.steps.iter().map(|(_, schema)| value(schema)).collect();
        let last = (1..values.len()).rev().find(|at| values[*at] != values[*at - 1]);
        last.map_or((0, 0), |at| (at, self.steps[at].0))
    }

    pub(super) fn push(
        &mut self,
        shortfall: Shortfall,
        (at, line): (usize, u32),
        said: Said,
        conditional: bool,
        statements: Result<Vec<String>, Taint>,
    ) {
        self.found.push(Leftover {
            shortfall,
            message: said.message,
            custom: said.custom,
            origin: said.origin,
            line,
            note: said.note,
            statements,
            conditional,
            order: (Reverse(at), said.rank as u8),
        });
    }

    pub(super) fn is_custom(&self, type_sql: &str) -> bool {
        self.kinds.is_custom(type_sql, &[self.before, self.upgraded])
    }

    /// Whether a column of the table has a custom type.
    pub(super) fn holds_custom(&self, table: &Table) -> bool {
        let types = table.columns.values().filter_map(|column| column.type_sql.as_ref().ok());
        types.into_iter().any(|type_sql| self.is_custom(type_sql))
    }

    /// What the upgrade does to the table that is not understood.
    pub(super) fn doubt(&self, name: &TableName) -> Option<Taint> {
        let before = self.before.tables.get(name);
        let known: &[Taint] = before.map_or(&[], |table| &table.taints);
        // A table that the history does not make is open from its first mention.
        let first = usize::from(before.is_none() && !self.facts.tables.contains_key(name));
        let table = self.upgraded.tables.get(name)?;
        table.taints.iter().filter(|taint| !known.contains(taint)).nth(first).cloned()
    }

    /// What the downgrade drops before its end although the columns of the table need it; it fails there.
    pub(super) fn dropped_early<'t>(
        &self,
        table: &Table,
        columns: impl IntoIterator<Item = &'t Column>,
    ) -> Option<Taint> {
        let types = columns.into_iter().filter_map(|column| column.type_sql.as_ref().ok());
        let needs = |type_sql: &String| {
            (self.undone.drops_extension && !is_built_in(type_sql))
                || self.undone.dropped_types.iter().any(|name| name.sql() == bare(type_sql))
        };
        let early = types.into_iter().any(needs);
        let points = |name: &TableName| {
            let bodies = table.constraints.iter().filter_map(|constraint| constraint.body.as_ref().ok());
            bodies.filter_map(|body| body.references.as_ref()).any(|(other, _)| other == name)
        };
        let early = early || self.undone.dropped_tables.iter().any(points);
        early.then(|| Taint::new("`downgrade()` drops before its end what this needs", &table.origin))
    }

    /// Whether the downgrade does something to the table that is not understood.
    fn is_unsure(&self, name: &TableName, after: &Table) -> bool {
        let mut known: Vec<&Taint> = Vec::new();
        for schema in [self.before, self.upgraded] {
            known.extend(schema.tables.get(name).into_iter().flat_map(|table| &table.taints));
        }
        after.taints.iter().any(|taint| !known.contains(&taint))
    }

    fn table(&mut self, name: &TableName) {
        if self.facts.renamed_tables.contains(name)
            && self.before.tables.contains_key(name) != self.after.tables.contains_key(name)
        {
            return;
        }
        match (self.before.tables.get(name).cloned(), self.after.tables.get(name).cloned()) {
            (Some(before), Some(after)) if Arc::ptr_eq(&before, &after) || before == after => {}
            (_, Some(after)) if self.is_unsure(name, &after) => {}
            (None, Some(_)) if self.facts.stood.tables.contains(name) => {}
            (Some(before), Some(after)) if self.is_replaced(name, &after) => {
                self.replaced(name, &before, &after);
            }
            (Some(before), Some(after)) => self.inside(name, &before, &after),
            (None, Some(after)) => match self.facts.tables.get(name) {
                Some((conditional, types)) => {
                    let conditional = *conditional;
                    let custom = self.holds_custom(&after) || types.iter().any(|own| self.is_custom(own));
                    let said = Said {
                        message: format!("leaves the table `{}`, which `upgrade()` creates", name.sql()),
                        note: format!("the rows of {} are lost", name.sql()),
                        custom,
                        origin: after.origin.clone(),
                        rank: Rank::DropTable,
                    };
                    let at = self.changed(|schema| schema.tables.contains_key(name));
                    let upgraded = self.upgraded.tables.get(name);
                    let early = upgraded.and_then(|table| self.dropped_early(table, table.columns.values()));
                    let drop = vec![format!("DROP TABLE {}", name.sql())];
                    let drop = self.doubt(name).or(early).map_or(Ok(drop), Err);
                    self.push(Shortfall::Missing, at, said, conditional, drop);
                }
                None => {
                    self.inside(name, &Table { taints: after.taints.clone(), ..Table::default() }, &after);
                }
            },
            (Some(before), None) => {
                // One that the upgrade has made in its place goes with the upgrade.
                let made = self.facts.tables.contains_key(name) && self.facts.dropped_tables.contains(name);
                if self.upgraded.tables.contains_key(name) && !made {
                    return;
                }
                let said = Said {
                    message: format!("does not bring back the table `{}`", name.sql()),
                    note: format!("{} comes back without its rows", name.sql()),
                    custom: self.holds_custom(&before),
                    origin: before.origin.clone(),
                    rank: Rank::Table,
                };
                let at = self.changed(|schema| schema.tables.contains_key(name));
                let create = render::table(self.before, name, &before);
                self.push(Shortfall::Missing, at, said, false, create);
            }
            (None, None) => {}
        }
    }

    /// Whether the upgrade has put a table of its own in the place of the old one, and the downgrade leaves it.
    fn is_replaced(&self, name: &TableName, after: &Arc<Table>) -> bool {
        self.facts.dropped_tables.contains(name)
            && self.facts.tables.get(name).is_some_and(|(conditional, _)| !conditional)
            && self.upgraded.tables.get(name) == Some(after)
    }

    fn replaced(&mut self, name: &TableName, before: &Table, after: &Table) {
        let said = Said {
            message: format!(
                "leaves the table `{}`, which `upgrade()` puts in the old one's place",
                name.sql()
            ),
            note: format!("{} comes back without its rows; those of today are lost", name.sql()),
            custom: self.holds_custom(before) || self.holds_custom(after),
            origin: before.origin.clone(),
            rank: Rank::Table,
        };
        let at = self.changed(|schema| schema.tables.get(name).cloned());
        let again = render::table(self.before, name, before).map(|create| {
            let mut all = vec![format!("DROP TABLE {}", name.sql())];
            all.extend(create);
            all
        });
        let again = self.doubt(name).map_or(again, Err);
        self.push(Shortfall::Missing, at, said, false, again);
    }

    /// What differs inside a table that is there both times.
    fn inside(&mut self, name: &TableName, before: &Table, after: &Table) {
        self.columns(name, before, after);
        self.constraints(name, before, after);
        self.indexes(name, before, after);
        if self.exact && before.comment != after.comment {
            let said = Said {
                message: format!("leaves the comment of the table `{}`", name.sql()),
                note: format!("the comment of {} as it was", name.sql()),
                custom: false,
                origin: after.origin.clone(),
                rank: Rank::Change,
            };
            let at = self.changed(|schema| schema.tables.get(name).and_then(|table| table.comment.clone()));
            let statement = render::table_comment(name, before.comment.as_deref());
            self.push(Shortfall::Missing, at, said, false, Ok(vec![statement]));
        }
    }

    fn types(&mut self) {
        for (name, found) in self.after.types.iter() {
            if self.before.types.contains_key(name) || self.facts.stood.types.contains(name) {
                continue;
            }
            let Some(conditional) = self.facts.types.get(name).copied() else { continue };
            // What an operation makes beside a table is there only if nothing has it.
            let known = self.before.taints.is_empty();
            if conditional && !known {
                continue;
            }
            let said = Said {
                message: format!("leaves the type `{}`, which `upgrade()` creates", name.sql()),
                note: format!("{} was not there before", name.sql()),
                custom: !conditional,
                origin: found.origin.clone(),
                rank: Rank::DropType,
            };
            let at = self.changed(|schema| schema.types.contains_key(name));
            let what = match &found.kind {
                TypeKind::Other(Ok(definition)) if begins_domain(definition) => "DOMAIN",
                TypeKind::Other(_) | TypeKind::Enum(_) => "TYPE",
            };
            self.push(Shortfall::Missing, at, said, false, Ok(vec![format!("DROP {what} {}", name.sql())]));
        }
        for (name, found) in self.before.types.iter() {
            if self.after.types.contains_key(name) || !self.facts.dropped_types.contains(name) {
                continue;
            }
            let said = Said {
                message: format!("does not bring back the type `{}`", name.sql()),
                note: format!("{} as it was", name.sql()),
                custom: true,
                origin: found.origin.clone(),
                rank: Rank::Type,
            };
            let at = self.changed(|schema| schema.types.contains_key(name));
            let create = match &found.kind {
                TypeKind::Enum(labels) => labels.clone().map(|labels| {
                    let labels: Vec<String> = labels.iter().map(|label| literal(label)).collect();
                    vec![format!("CREATE TYPE {} AS ENUM ({})", name.sql(), labels.join(", "))]
                }),
                TypeKind::Other(Ok(definition)) if definition.is_empty() => {
                    Err(Taint::new("the definition of the type is not in the text", &found.origin))
                }
                TypeKind::Other(definition) => definition.clone().map(|definition| vec![definition]),
            };
            self.push(Shortfall::Missing, at, said, false, create);
        }
    }
}

fn begins_domain(definition: &str) -> bool {
    let mut words = definition.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("create"))
        && words.next().is_some_and(|word| word.eq_ignore_ascii_case("domain"))
}
