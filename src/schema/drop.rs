//! Drops and renames, with what depends on the thing.

use std::sync::Arc;

use super::apply::{Place, next_value};
use super::model::{Column, Name, Schema, Table, Taint, TypeKind};
use crate::sql::{Fill, TableName, columns_of, extension_types, identifier};

impl Schema {
    /// Calls `change` for every table, copying none that it leaves alone.
    pub(super) fn each_table(&mut self, wanted: impl Fn(&Table) -> bool, mut change: impl FnMut(&mut Table)) {
        self.tables.change(
            |_, table| wanted(table),
            |table| {
                let table = Arc::make_mut(table);
                change(table);
                table.settle();
            },
        );
    }

    pub(super) fn drop_table(&mut self, name: &TableName) {
        self.tables.remove(name);
        self.sequences.retain(|_, owner| owner.as_ref().is_none_or(|(table, _)| table != name));
        let points = |table: &Table| table.points_to(name);
        self.each_table(points, |table| {
            table.constraints.retain(|constraint| !constraint.points_to(name));
        });
    }

    pub(super) fn drop_schemas(&mut self, names: &[String]) {
        let is_in = |name: &TableName| {
            names.iter().any(|schema| name.schema.as_deref().unwrap_or("public") == schema)
        };
        let tables: Vec<TableName> = self.tables.keys().filter(|name| is_in(name)).cloned().collect();
        tables.iter().for_each(|table| self.drop_table(table));
        self.types.retain(|name, _| !is_in(name));
        self.sequences.retain(|name, _| !is_in(name));
    }

    pub(super) fn drop_index(&mut self, name: &TableName, place: &Place) {
        let is_it = |found: &Name| found.text() == Some(name.name.as_str());
        let here = |table: &TableName| name.schema.is_none() || table.schema == name.schema;
        let mut found = false;
        self.tables.change(
            |name, table| here(name) && table.indexes.iter().any(|index| is_it(&index.name)),
            |table| {
                Arc::make_mut(table).indexes.retain(|index| !is_it(&index.name));
                found = true;
            },
        );
        if !found {
            let taint = place.taint(&format!("the index `{}` is dropped, and may be this one", name.name));
            let unnamed =
                |table: &Table| table.indexes.iter().any(|index| matches!(index.name, Name::Unknown(_)));
            self.each_table(unnamed, |table| {
                let unnamed = table.indexes.iter_mut().filter(|index| matches!(index.name, Name::Unknown(_)));
                unnamed.for_each(|index| index.body = Err(taint.clone()));
            });
        }
    }

    pub(super) fn rename_relation(&mut self, from: &TableName, to: &str) {
        if let Some(owner) = self.sequences.remove(from) {
            let renamed = TableName { schema: from.schema.clone(), name: to.to_owned() };
            let (old, new) = (next_value(from), next_value(&renamed));
            self.sequences.insert(renamed, owner);
            let uses =
                |column: &Column| matches!(&column.fill, Ok(Some(Fill::Default(text))) if *text == old);
            self.each_table(
                |table| table.columns.values().any(uses),
                |table| {
                    let used = table.columns.values_mut().filter(|column| uses(column));
                    used.for_each(|column| column.fill = Ok(Some(Fill::Default(new.clone()))));
                },
            );
            return;
        }
        let is_it = |name: &Name| name.text() == Some(from.name.as_str());
        let holds = |table: &Table| {
            table.indexes.iter().any(|index| is_it(&index.name))
                || table.constraints.iter().any(|constraint| is_it(&constraint.name))
        };
        let renamed = Name::Sure(to.to_owned());
        self.names.add(&renamed);
        self.each_table(holds, |table| {
            let constraints = table.constraints.iter_mut().map(|constraint| &mut constraint.name);
            for name in constraints.chain(table.indexes.iter_mut().map(|index| &mut index.name)) {
                if is_it(name) {
                    *name = renamed.clone();
                }
            }
        });
    }

    /// Gives a table another name, and all that points to it.
    pub(super) fn move_table(&mut self, from: &TableName, to: &TableName) {
        let Some(table) = self.tables.remove(from) else { return };
        self.tables.insert(to.clone(), table);
        self.each_table(
            |table| table.points_to(from),
            |table| {
                for constraint in &mut table.constraints {
                    if let Ok(body) = &mut constraint.body
                        && let Some((referenced, _)) = &mut body.references
                        && referenced == from
                    {
                        *referenced = to.clone();
                    }
                }
            },
        );
        let owned: Vec<TableName> = self
            .sequences
            .iter()
            .filter(|(_, owner)| owner.as_ref().is_some_and(|(table, _)| table == from))
            .map(|(name, _)| name.clone())
            .collect();
        for name in owned {
            let Some(Some((_, column))) = self.sequences.remove(&name) else { continue };
            let moved = if from.schema == to.schema {
                name
            } else {
                let moved = TableName { schema: to.schema.clone(), name: name.name.clone() };
                if let Some(table) = self.tables.get_mut(to)
                    && let Some(column) = Arc::make_mut(table).columns.get_mut(&column)
                    && column.fill == Ok(Some(Fill::Default(next_value(&name))))
                {
                    column.fill = Ok(Some(Fill::Default(next_value(&moved))));
                }
                moved
            };
            self.sequences.insert(moved, Some((to.clone(), column)));
        }
    }

    pub(super) fn drop_type(&mut self, name: &TableName) {
        self.types.remove(name);
        let sql = name.sql();
        self.drop_columns(&|own| own == sql);
    }

    /// Drops the columns of some types; the arrays of them too.
    fn drop_columns(&mut self, is_meant: &dyn Fn(&str) -> bool) {
        let is_of = |column: &Column| {
            column.type_sql.as_ref().is_ok_and(|own| {
                let own = own.trim_end_matches("[]");
                is_meant(own) || own.split_once('(').is_some_and(|(own, _)| is_meant(own))
            })
        };
        let tables: Vec<(TableName, Vec<String>)> = self
            .tables
            .iter()
            .map(|(name, table)| {
                let of = table.columns.iter().filter(|(_, column)| is_of(column));
                (name.clone(), of.map(|(column, _)| column.clone()).collect())
            })
            .filter(|(_, columns): &(TableName, Vec<String>)| !columns.is_empty())
            .collect();
        for (table, columns) in tables {
            columns.iter().for_each(|column| self.drop_column(&table, column));
        }
    }

    pub(super) fn rename_type(&mut self, from: &TableName, to: &TableName, place: &Place) {
        let (old, new) = (from.sql(), to.sql());
        if let Some(mut entry) = self.types.remove(from) {
            if let TypeKind::Other(Ok(definition)) = &mut entry.kind {
                match renamed_definition(definition, from, to) {
                    Some(renamed) => *definition = renamed,
                    None => entry.kind = TypeKind::Other(Err(place.taint("it was made under another name"))),
                }
            }
            self.types.insert(to.clone(), entry);
        }
        let names = |text: &str| text.contains(&format!("::{old}")) || text.contains(&identifier(&from.name));
        self.each_table(
            |table| {
                table
                    .columns
                    .values()
                    .any(|column| column.type_sql.as_ref().is_ok_and(|own| own.trim_end_matches("[]") == old))
            },
            |table| {
                for column in table.columns.values_mut() {
                    let Ok(own) = &mut column.type_sql else { continue };
                    if own.trim_end_matches("[]") != old {
                        continue;
                    }
                    *own = own.replacen(&old, &new, 1);
                    if let Ok(Some(Fill::Default(text))) = &mut column.fill
                        && names(text)
                    {
                        match text.strip_suffix(&format!("::{old}")) {
                            Some(value) if !names(value) => *text = format!("{value}::{new}"),
                            _ => column.fill = Err(place.taint("its default names a type that is renamed")),
                        }
                    }
                }
            },
        );
    }

    pub(super) fn change_labels(
        &mut self,
        name: &TableName,
        place: &Place,
        change: &dyn Fn(&mut Vec<String>),
    ) {
        match self.types.get_mut(name).map(|entry| &mut entry.kind) {
            Some(TypeKind::Enum(Ok(labels))) => change(labels),
            Some(_) => {}
            None => {
                let taint: Taint = place.taint("the history does not make this type");
                let kind = TypeKind::Enum(Err(taint));
                self.types.insert(name.clone(), super::model::Type { kind, origin: place.origin.clone() });
            }
        }
    }

    /// Drops an extension; only `CASCADE` takes what is of its types with it.
    pub(super) fn drop_extension(&mut self, name: &str, cascade: bool, place: &Place) {
        self.extensions.remove(name);
        if !cascade {
            return;
        }
        let types = extension_types(name);
        if types.is_empty() {
            self.spoil(&place.taint(&format!("what needs the extension `{name}` is dropped with it")));
        }
        types.iter().for_each(|name| self.drop_columns(&|own| own.rsplit('.').next() == Some(*name)));
    }

    /// Drops a sequence; where it is a default still, that goes with it.
    pub(super) fn drop_sequence(&mut self, name: &TableName) {
        self.sequences.remove(name);
        let value = next_value(name);
        let short = value.replace("::regclass", "");
        let uses = |column: &Column| matches!(&column.fill, Ok(Some(Fill::Default(text))) if *text == value || *text == short);
        self.each_table(
            |table| table.columns.values().any(uses),
            |table| {
                table
                    .columns
                    .values_mut()
                    .filter(|column| uses(column))
                    .for_each(|column| column.fill = Ok(None));
            },
        );
    }

    /// Drops a column with the constraints and indexes that use it.
    pub(super) fn drop_column(&mut self, name: &TableName, column: &str) {
        self.sequences
            .retain(|_, owner| owner.as_ref().is_none_or(|(table, owned)| table != name || owned != column));
        if let Some(table) = self.tables.get_mut(name) {
            let table = Arc::make_mut(table);
            // What is generated from it goes with it.
            table.columns.retain(|_, own| match &own.fill {
                Ok(Some(Fill::Stored(text))) => !mentions(text, column),
                _ => true,
            });
            table.columns.remove(column);
            let columns = &table.columns;
            table.order.0.retain(|other| columns.contains_key(other));
            table.constraints.retain(|constraint| !constraint.uses(column));
            table.indexes.retain(|index| !index.uses(column));
        }
        let points = |constraint: &super::model::Constraint| {
            constraint.body.as_ref().is_ok_and(|body| {
                body.references.as_ref().is_some_and(|(table, columns)| {
                    table == name && columns.iter().any(|other| other == column)
                })
            })
        };
        self.each_table(
            |table| table.constraints.iter().any(points),
            |table| table.constraints.retain(|constraint| !points(constraint)),
        );
    }
}

/// `CREATE DOMAIN …` or `CREATE TYPE …` under another name; nothing where the old one is not its third word.
fn renamed_definition(definition: &str, from: &TableName, to: &TableName) -> Option<String> {
    let words: Vec<&str> = definition.split_whitespace().take(3).collect();
    let [_, kind, name] = words.try_into().ok()?;
    let is_it = name.to_lowercase() == from.sql() || name == from.sql();
    let (head, rest) = definition.split_once(name).filter(|_| is_it)?;
    let is_head = head.to_lowercase().split_whitespace().eq(["create", kind.to_lowercase().as_str()]);
    is_head.then(|| format!("{head}{}{rest}", to.sql()))
}

impl Table {
    fn points_to(&self, name: &TableName) -> bool {
        self.constraints.iter().any(|constraint| constraint.points_to(name))
    }
}

impl super::model::Constraint {
    /// Whether it is a foreign key to that table.
    fn points_to(&self, name: &TableName) -> bool {
        self.body.as_ref().is_ok_and(|body| body.references.as_ref().is_some_and(|(table, _)| table == name))
    }

    /// Whether it uses a column of its own table.
    fn uses(&self, column: &str) -> bool {
        let Ok(body) = &self.body else { return false };
        body.columns.iter().any(|other| other == column)
            || body.expression.as_deref().is_some_and(|text| mentions(text, column))
            || mentions_word(&body.index_options, column)
    }
}

impl super::model::Index {
    fn uses(&self, column: &str) -> bool {
        let Ok(body) = &self.body else { return false };
        body.elements.iter().any(|element| match &element.column {
            Some(own) => own == column,
            None => mentions(&element.expression, column),
        }) || body.include.iter().any(|own| own == column)
            || body.predicate.as_deref().is_some_and(|text| mentions(text, column))
    }
}

/// Whether an expression uses a column; the definition of an exclusion is read by its words.
fn mentions(expression: &str, column: &str) -> bool {
    columns_of(expression).map_or_else(|| mentions_word(expression, column), |used| used.contains(column))
}

fn mentions_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|part| part == word)
}
