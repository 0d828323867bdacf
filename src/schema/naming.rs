//! The names that Postgres and SQLAlchemy choose.

use super::model::Schema;
use crate::sql::{ConstraintBody, ConstraintKind, IndexBody, TableName, columns_of};

/// The most bytes of a name.
const MOST: usize = 63;

/// `makeObjectName` of Postgres: the longer of the two names is cut until all fits.
fn object_name(first: &str, second: &str, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(!second.is_empty());
    let (mut first_length, mut second_length) = (first.len(), second.len());
    while first_length + second_length + overhead > MOST {
        if first_length > second_length { first_length -= 1 } else { second_length -= 1 }
    }
    let middle = if second.is_empty() { String::new() } else { format!("_{}", cut(second, second_length)) };
    format!("{}{middle}_{label}", cut(first, first_length))
}

/// The text up to a byte, without half a character.
fn cut(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

/// The names of columns as one, as `ChooseIndexNameAddition` joins them.
fn joined<'a>(columns: impl IntoIterator<Item = &'a str>) -> String {
    let mut name = String::new();
    for column in columns {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(cut(column, MOST));
        if name.len() > MOST {
            break;
        }
    }
    name
}

impl Schema {
    /// Whether a relation or constraint of the namespace of `table` has that name.
    pub(super) fn is_taken(&self, table: &TableName, name: &str) -> bool {
        let here = |other: &TableName| other.schema == table.schema;
        let is_named = |own: Option<&str>| own == Some(name);
        let own = TableName { schema: table.schema.clone(), name: name.to_owned() };
        self.tables.contains_key(&own)
            || self.sequences.contains_key(&own)
            || self.names.may_have(name)
                && self.tables.iter().filter(|(other, _)| here(other)).any(|(_, table)| {
                    table.constraints.iter().any(|constraint| is_named(constraint.name.text()))
                        || table.indexes.iter().any(|index| is_named(index.name.text()))
                })
    }

    /// The first free name.
    fn free_name(&self, table: &TableName, addition: &str, label: &str) -> String {
        let mut name = object_name(&table.name, addition, label);
        let mut pass = 0;
        while self.is_taken(table, &name) {
            pass += 1;
            name = object_name(&table.name, addition, &format!("{label}{pass}"));
        }
        name
    }

    /// What Postgres calls a constraint without a name.
    pub(super) fn constraint_name(
        &self,
        table: &TableName,
        kind: ConstraintKind,
        body: &ConstraintBody,
    ) -> Option<String> {
        let columns = || joined(body.columns.iter().map(String::as_str));
        Some(match kind {
            ConstraintKind::PrimaryKey => self.free_name(table, "", "pkey"),
            ConstraintKind::Unique => self.free_name(table, &columns(), "key"),
            ConstraintKind::ForeignKey => self.free_name(table, &columns(), "fkey"),
            ConstraintKind::Check => {
                let used = columns_of(body.expression.as_deref()?)?;
                let own = self.tables.get(table);
                let is_column = |name: &&String| own.is_none_or(|own| own.columns.contains_key(*name));
                let used: Vec<&String> = used.iter().filter(is_column).collect();
                let only = match used.as_slice() {
                    [only] => only.as_str(),
                    _ => "",
                };
                self.free_name(table, only, "check")
            }
            ConstraintKind::Exclude => {
                let index = exclusion(body.expression.as_deref()?)?;
                let names = element_names(&index)?;
                self.free_name(table, &joined(names.iter().map(String::as_str)), "excl")
            }
        })
    }

    /// What Postgres calls an index without a name.
    pub(super) fn index_name(&self, table: &TableName, body: &IndexBody) -> Option<String> {
        let mut names = element_names(body)?;
        names.extend(body.include.iter().cloned());
        Some(self.free_name(table, &joined(names.iter().map(String::as_str)), "idx"))
    }

    /// What Postgres calls the sequence of a column.
    pub(super) fn sequence_name(&self, table: &TableName, column: &str) -> TableName {
        TableName { schema: table.schema.clone(), name: self.free_name(table, column, "seq") }
    }
}

/// The elements of `USING gist (a WITH =)`, as an index has them.
fn exclusion(definition: &str) -> Option<IndexBody> {
    let list = definition.split_once('(')?.1.split(')').next()?;
    let columns: Vec<&str> = list.split(',').filter_map(|item| item.split_whitespace().next()).collect();
    let statement = format!("CREATE INDEX ON t ({})", columns.join(", "));
    let crate::sql::Statement::CreateIndex(index) = crate::sql::read_statements(&statement).pop()? else {
        return None;
    };
    index.body.ok()
}

/// What stands for each element in the name: a column's name, a function's; other expressions are `expr`.
fn element_names(body: &IndexBody) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for element in &body.elements {
        let base = match &element.column {
            Some(column) => column.clone(),
            None => {
                let function = element.expression.split_once('(').map(|(head, _)| head.trim())?;
                let plain = !function.is_empty()
                    && function.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                if plain && element.expression.ends_with(')') {
                    function.to_lowercase()
                } else if element.expression.starts_with('(') && !element.expression.contains("::") {
                    "expr".to_owned()
                } else {
                    return None;
                }
            }
        };
        let mut name = base.clone();
        let mut count = 0;
        while names.contains(&name) {
            count += 1;
            name = format!("{base}{count}");
        }
        names.push(name);
    }
    Some(names)
}

/// What SQLAlchemy calls the index of a column with `index=True`; nothing where the name would be cut.
pub(super) fn column_index_name(table: &TableName, column: &str) -> Option<String> {
    let schema = table.schema.as_ref().map_or_else(String::new, |schema| format!("{schema}_"));
    let name = format!("ix_{}{}_{column}", schema.replace('.', "_"), table.name);
    (name.len() <= MOST).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_as_postgres_cuts_them() {
        let (long, longer) = ("a".repeat(40), "b".repeat(50));
        let name = object_name(&long, &longer, "fkey");
        assert_eq!(name.len(), 63);
        assert_eq!(name, format!("{}_{}_fkey", "a".repeat(29), "b".repeat(28)));
        assert_eq!(object_name("t", "", "pkey"), "t_pkey");
        assert_eq!(object_name(&"é".repeat(40), "c", "key").len(), 62);
    }
}
