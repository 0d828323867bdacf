//! Indexes and constraints that a downgrade leaves, loses or changes.

use super::columns::differs;
use super::items::{Comparison, Rank, Said};
use super::{Shortfall, render};
use crate::schema::model::{Constraint, Index, Table, Taint, Value};
use crate::sql::{ConstraintBody, IndexBody, TableName, columns_of, identifier};

impl Comparison<'_> {
    fn is_custom_column(&self, tables: [&Table; 2], column: &str) -> bool {
        tables.iter().any(|table| {
            let found = table.columns.get(column).and_then(|column| column.type_sql.as_ref().ok());
            found.is_some_and(|type_sql| self.is_custom(type_sql))
        })
    }

    fn mentions_custom(&self, tables: [&Table; 2], expression: &str) -> bool {
        let columns = columns_of(expression).unwrap_or_default();
        columns.iter().any(|column| self.is_custom_column(tables, column))
    }

    pub(super) fn is_custom_index(&self, tables: [&Table; 2], body: &Value<IndexBody>) -> bool {
        let Ok(body) = body else { return false };
        body.elements.iter().any(|element| match &element.column {
            Some(column) => self.is_custom_column(tables, column),
            None => self.mentions_custom(tables, &element.expression),
        })
    }

    pub(super) fn indexes(&mut self, table: &TableName, before: &Table, after: &Table) {
        let tables = [before, after];
        for left in &after.indexes {
            let Some(name) = left.name.text().map(str::to_owned) else { continue };
            let shown = identifier(&name);
            if let Some(was) = before.indexes.iter().find(|was| was.name.text() == Some(&name)) {
                self.changed_index(table, tables, was, left);
                continue;
            }
            let Some(conditional) = self.facts.indexes.get(&name).copied() else { continue };
            let stood = self.facts.stood.indexes.contains(&name);
            if stood || left.body.is_err() || has_twin(before, after, left) {
                continue;
            }
            let said = Said {
                message: format!("leaves the index `{shown}`, which `upgrade()` creates"),
                note: format!("{shown} was not there before"),
                custom: self.is_custom_index(tables, &left.body),
                origin: left.origin.clone(),
                rank: Rank::DropIndex,
            };
            let at =
                self.changed(|schema| index_of(schema.tables.get(table).map(AsRef::as_ref), &name).is_some());
            let drop = render::drop_index(table, left).map(|drop| vec![drop]);
            let drop = self.doubt(table).map_or(drop, Err);
            self.push(Shortfall::Missing, at, said, conditional, drop);
        }
        for was in &before.indexes {
            let Some(name) = was.name.text().map(str::to_owned) else { continue };
            let twin = has_twin(after, before, was);
            if index_of(Some(after), &name).is_some() || twin {
                continue;
            }
            let shown = identifier(&name);
            let said = Said {
                message: format!("does not bring back the index `{shown}`"),
                note: format!("{shown} as it was"),
                custom: self.is_custom_index(tables, &was.body),
                origin: was.origin.clone(),
                rank: Rank::Index,
            };
            let at =
                self.changed(|schema| index_of(schema.tables.get(table).map(AsRef::as_ref), &name).is_some());
            let create = render::index(table, was).map(|create| vec![create]);
            self.push(Shortfall::Missing, at, said, false, create);
        }
    }

    fn changed_index(&mut self, table: &TableName, tables: [&Table; 2], was: &Index, left: &Index) {
        let differs = if self.exact { differs(&was.body, &left.body) } else { indexes_differ(was, left) };
        let Some(name) = was.name.text().filter(|_| differs) else { return };
        let shown = identifier(name);
        let upgraded = self.upgraded.tables.get(table).and_then(|table| index_of(Some(table), name));
        let untouched = upgraded.is_some_and(|upgraded| upgraded.body == left.body);
        let shortfall = if untouched { Shortfall::Missing } else { Shortfall::Wrong };
        let said = Said {
            message: format!("leaves the index `{shown}` otherwise than it was"),
            note: format!("{shown} as it was"),
            custom: self.is_custom_index(tables, &was.body) || self.is_custom_index(tables, &left.body),
            origin: was.origin.clone(),
            rank: Rank::Index,
        };
        let mut at =
            self.changed(|schema| index_of(schema.tables.get(table).map(AsRef::as_ref), name).cloned());
        if shortfall == Shortfall::Wrong {
            at.1 = left.origin.line;
        }
        let again =
            render::drop_index(table, left).and_then(|drop| Ok(vec![drop, render::index(table, was)?]));
        let again = self.doubt(table).map_or(again, Err);
        self.push(shortfall, at, said, false, again);
    }

    pub(super) fn is_custom_constraint(&self, tables: [&Table; 2], body: &Value<ConstraintBody>) -> bool {
        body.as_ref().is_ok_and(|body| {
            body.columns.iter().any(|column| self.is_custom_column(tables, column))
                || body.expression.as_deref().is_some_and(|text| self.mentions_custom(tables, text))
        })
    }

    pub(super) fn constraints(&mut self, table: &TableName, before: &Table, after: &Table) {
        let tables = [before, after];
        for left in &after.constraints {
            let Some(name) = left.name.text().map(str::to_owned) else { continue };
            if left.body.is_err() || before.constraints.iter().any(|was| is_same(was, left)) {
                continue;
            }
            // What comes with a column goes with it.
            let columns = left.body.as_ref().map(|body| body.columns.clone()).unwrap_or_default();
            let goes = columns.iter().any(|column| !before.columns.contains_key(column));
            let upgraded = self.upgraded.tables.get(table).map(|table| table.constraints.as_slice());
            if goes || !upgraded.unwrap_or_default().iter().any(|found| found.name.text() == Some(&name)) {
                continue;
            }
            let shown = identifier(&name);
            let said = Said {
                message: format!("leaves the constraint `{shown}`, which `upgrade()` adds"),
                note: format!("{shown} was not there before"),
                custom: self.is_custom_constraint(tables, &left.body),
                origin: left.origin.clone(),
                rank: Rank::DropConstraint,
            };
            let at = self.changed(|schema| {
                constraint_of(schema.tables.get(table).map(AsRef::as_ref), &name).is_some()
            });
            let drop = format!("ALTER TABLE {} DROP CONSTRAINT {shown}", table.sql());
            let drop = self.doubt(table).map_or_else(|| Ok(vec![drop]), Err);
            self.push(Shortfall::Missing, at, said, false, drop);
        }
        for was in &before.constraints {
            let name = was.name.text().map(str::to_owned);
            if after.constraints.iter().any(|left| is_same(was, left)) {
                continue;
            }
            let shown = name.as_deref().map_or_else(|| "without a known name".to_owned(), identifier);
            let said = Said {
                message: format!("does not bring back the constraint `{shown}`"),
                note: format!("{shown} as it was"),
                custom: self.is_custom_constraint(tables, &was.body),
                origin: was.origin.clone(),
                rank: Rank::Constraint,
            };
            let at = self.changed(|schema| {
                let table = schema.tables.get(table).map(AsRef::as_ref);
                name.as_deref().is_some_and(|name| constraint_of(table, name).is_some())
            });
            let add =
                render::constraint(was).map(|text| vec![format!("ALTER TABLE {} ADD {text}", table.sql())]);
            let add = after
                .taints
                .first()
                .filter(|taint| !before.taints.contains(taint))
                .map_or(add, |taint: &Taint| Err(taint.clone()));
            self.push(Shortfall::Missing, at, said, false, add);
        }
    }
}

fn index_of<'t>(table: Option<&'t Table>, name: &str) -> Option<&'t Index> {
    table?.indexes.iter().find(|index| index.name.text() == Some(name))
}

fn constraint_of<'t>(table: Option<&'t Table>, name: &str) -> Option<&'t Constraint> {
    table?.constraints.iter().find(|constraint| constraint.name.text() == Some(name))
}

/// Whether two constraints may be one: by name, or by what they say.
fn is_same(one: &Constraint, other: &Constraint) -> bool {
    let named = matches!((one.name.text(), other.name.text()), (Some(one), Some(other)) if one == other);
    let alike = match (&one.body, &other.body) {
        (Ok(body), Ok(said)) => {
            body.columns == said.columns
                && body.references == said.references
                && (body.expression == said.expression
                    || one.name.text().is_none()
                    || other.name.text().is_none())
        }
        _ => true,
    };
    named || (one.kind == other.kind && alike)
}

/// Whether an index of another name, or of none that is known, does the same.
fn has_twin(table: &Table, other: &Table, wanted: &Index) -> bool {
    // An index that is there both times is none but itself.
    let both = |index: &&Index| index.name.text().is_some_and(|name| index_of(Some(other), name).is_some());
    table.indexes.iter().filter(|index| !both(index)).any(|index| match (&index.body, &wanted.body) {
        (Ok(one), Ok(other)) => {
            let columns = |body: &IndexBody| {
                body.elements.iter().map(|element| element.column.clone()).collect::<Vec<_>>()
            };
            columns(one) == columns(other) && one.method == other.method
        }
        _ => true,
    })
}

/// Whether two indexes differ for sure.
fn indexes_differ(one: &Index, other: &Index) -> bool {
    let (Ok(one), Ok(other)) = (&one.body, &other.body) else { return false };
    let plain = |text: &str| text.to_lowercase().replace([' ', '\'', '"'], "");
    let tails =
        |body: &IndexBody| body.elements.iter().map(|element| plain(&element.tail)).collect::<Vec<_>>();
    let columns =
        |body: &IndexBody| body.elements.iter().map(|element| element.column.clone()).collect::<Vec<_>>();
    let expressions = columns(one).iter().chain(&columns(other)).any(Option::is_none);
    one.unique != other.unique
        || one.method != other.method
        || one.nulls_not_distinct != other.nulls_not_distinct
        || one.elements.len() != other.elements.len()
        || (!expressions && (columns(one) != columns(other) || tails(one) != tails(other)))
        || plain(&one.with) != plain(&other.with)
        || one.predicate.is_some() != other.predicate.is_some()
}
