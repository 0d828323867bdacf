//! What two schemas do not have in common, for people.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::model::{Schema, Table, Value};

impl Schema {
    /// Each difference in a line, `self` first; none where the schemas are equal.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, here, there) in self.tables.beside(&other.tables) {
            match (here, there) {
                (Some(here), Some(there)) => here.differences(&name.sql(), there, &mut found),
                (here, _) => found.push(only(&format!("table {}", name.sql()), here.is_some())),
            }
        }
        for (name, here, there) in self.types.beside(&other.types) {
            match (here, there) {
                (Some(here), Some(there)) if here == there => {}
                (Some(here), Some(there)) => {
                    found.push(format!("type {}: {:?}, {:?}", name.sql(), here.kind, there.kind));
                }
                (here, _) => found.push(only(&format!("type {}", name.sql()), here.is_some())),
            }
        }
        each(&self.extensions, &other.extensions, |name, here, there| {
            if here.map(Result::is_ok) != there.map(Result::is_ok) {
                found.push(only(&format!("extension {name}"), here.is_some_and(Result::is_ok)));
            }
        });
        for (name, here, there) in self.sequences.beside(&other.sequences) {
            if here != there {
                found.push(format!("sequence {}: {here:?}, {there:?}", name.sql()));
            }
        }
        if self.taints != other.taints {
            found.push("what may be there besides differs".to_owned());
        }
        found
    }
}

impl Table {
    fn differences(&self, table: &str, other: &Self, found: &mut Vec<String>) {
        each(&self.columns, &other.columns, |name, here, there| {
            let place = format!("column {table}.{name}");
            let (Some(here), Some(there)) = (here, there) else {
                found.push(only(&place, here.is_some()));
                return;
            };
            let mut value = |what: &str, here: String, there: String| {
                if here != there {
                    found.push(format!("{place}: {what}: {here}, {there}"));
                }
            };
            value("type", shown(&here.type_sql), shown(&there.type_sql));
            value("collation", format!("{:?}", here.collation), format!("{:?}", there.collation));
            value("not null", shown(&here.not_null), shown(&there.not_null));
            value("default", shown(&here.fill), shown(&there.fill));
            value("comment", shown(&here.comment), shown(&there.comment));
        });
        let mut sides = |what: &str, here: Vec<String>, there: Vec<String>| {
            for (own, others, is_here) in [(&here, &there, true), (&there, &here, false)] {
                let lone = own.iter().filter(|one| !others.contains(one));
                found.extend(lone.map(|one| only(&format!("{what} of {table}: {one}"), is_here)));
            }
        };
        let constraints = |table: &Self| {
            let all = table.constraints.iter();
            all.map(|one| format!("{:?} {:?} {}", one.name, one.kind, shown(&one.body))).collect()
        };
        sides("constraint", constraints(self), constraints(other));
        let indexes = |table: &Self| {
            table.indexes.iter().map(|one| format!("{:?} {}", one.name, shown(&one.body))).collect()
        };
        sides("index", indexes(self), indexes(other));
        let taints = |table: &Self| table.taints.iter().map(|taint| taint.why.to_string()).collect();
        sides("unknown", taints(self), taints(other));
        sides("comment", self.comment.iter().cloned().collect(), other.comment.iter().cloned().collect());
    }
}

/// Calls `visit` for every key of either map.
fn each<K: Ord, V>(
    here: &BTreeMap<K, V>,
    there: &BTreeMap<K, V>,
    mut visit: impl FnMut(&K, Option<&V>, Option<&V>),
) {
    for (key, value) in here {
        visit(key, Some(value), there.get(key));
    }
    for (key, value) in there.iter().filter(|(key, _)| !here.contains_key(*key)) {
        visit(key, None, Some(value));
    }
}

fn only(what: &str, here: bool) -> String {
    format!("{what}: only in the {} one", if here { "first" } else { "second" })
}

fn shown<T: Debug>(value: &Value<T>) -> String {
    match value {
        Ok(known) => format!("{known:?}"),
        Err(taint) => format!("unknown: {}", taint.why),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Environment, Origin, Place, Schema};
    use crate::sql::read_statements;

    fn schema(line: u32, sql: &str) -> Schema {
        let place =
            Place { origin: Origin { line, ..Origin::default() }, environment: Environment::default() };
        let mut schema = Schema::default();
        read_statements(sql).iter().for_each(|statement| schema.apply(statement, &place));
        schema
    }

    #[test]
    fn where_something_was_set_makes_no_difference() {
        let whole = schema(1, "CREATE TABLE t (id serial PRIMARY KEY, a varchar(5) DEFAULT 'x' NOT NULL)");
        let parts = schema(
            2,
            "CREATE TABLE t (id serial, PRIMARY KEY (id)); ALTER TABLE t ADD a text;
             ALTER TABLE t ALTER a TYPE character varying(5), ALTER a SET NOT NULL, ALTER a SET DEFAULT 'x'",
        );
        assert_eq!(whole, parts);
        assert!(whole.differences(&parts).is_empty());
    }

    #[test]
    fn differences_are_said() {
        let first = schema(1, "CREATE TABLE t (id int UNIQUE); CREATE TYPE m AS ENUM ('a')");
        let second = schema(1, "CREATE TABLE t (id bigint, b text); DO $$ begin end $$");
        let found = first.differences(&second);
        assert_ne!(first, second);
        assert!(found.iter().any(|line| line.starts_with("column t.id: type: ")), "{found:?}");
        assert!(found.contains(&"column t.b: only in the second one".to_owned()), "{found:?}");
        assert!(found.contains(&"type m: only in the first one".to_owned()), "{found:?}");
        assert!(found.iter().any(|line| line.contains("a DO block may do anything")), "{found:?}");
    }
}
