//! Columns that a downgrade leaves, loses or changes.

use super::items::{Comparison, Rank, Said};
use super::{Cast, Shortfall, render};
use crate::schema::apply::next_value;
use crate::schema::model::{Column, Table, Taint, Value};
use crate::sql::{Fill, TableName, identifier};

impl Comparison<'_> {
    pub(super) fn columns(&mut self, table: &TableName, before: &Table, after: &Table) {
        for (name, left) in &after.columns {
            match before.columns.get(name) {
                None => self.left_column(table, before, name, left),
                Some(was) if was != left => self.changed_column(table, name, was, left),
                Some(_) => {}
            }
        }
        for (name, was) in &before.columns {
            if !after.columns.contains_key(name) {
                self.lost_column(table, after, name, was);
            }
        }
    }

    /// The column's other name, where a rename is all that keeps the two apart.
    fn renamed(&self, table: &TableName, name: &str, old: bool) -> Option<&str> {
        self.facts.renamed_columns.iter().find_map(|(own, from, to)| {
            let (one, other) = if old { (from, to) } else { (to, from) };
            (own == table && one == name).then_some(other.as_str())
        })
    }

    fn left_column(&mut self, table: &TableName, before: &Table, name: &str, left: &Column) {
        if self.renamed(table, name, false).is_some_and(|old| before.columns.contains_key(old)) {
            return;
        }
        let column = (table.clone(), name.to_owned());
        let Some((conditional, written)) = self.facts.columns.get(&column).cloned() else { return };
        if self.facts.stood.columns.contains(&column) {
            return;
        }
        // What the downgrade does to it under a condition may be its end.
        let upgraded = self.upgraded.column(table, name);
        let early = self.dropped_early(&Table { origin: left.origin.clone(), ..Table::default() }, upgraded);
        let known = upgraded.is_some_and(|column| column.type_sql.is_ok());
        if known && left.type_sql.is_err() && early.is_none() {
            return;
        }
        let type_sql = left.type_sql.clone().ok().or(written);
        let shown = format!("{}.{}", table.sql(), identifier(name));
        let said = Said {
            message: format!("leaves the column `{shown}`, which `upgrade()` adds"),
            note: format!("the values of {shown} are lost"),
            custom: type_sql.is_some_and(|type_sql| self.is_custom(&type_sql)),
            origin: left.origin.clone(),
            rank: Rank::DropColumn,
        };
        let at = self.changed(|schema| schema.column(table, name).is_some());
        let drop = format!("ALTER TABLE {} DROP COLUMN {}", table.sql(), identifier(name));
        let drop = self.doubt(table).or(early).map_or_else(|| Ok(vec![drop]), Err);
        self.push(Shortfall::Missing, at, said, conditional, drop);
    }

    fn lost_column(&mut self, table: &TableName, after: &Table, name: &str, was: &Column) {
        let custom = was.type_sql.as_ref().is_ok_and(|type_sql| self.is_custom(type_sql));
        let shown = format!("{}.{}", table.sql(), identifier(name));
        if let Some(new) = self.renamed(table, name, true).map(str::to_owned) {
            let same = after.columns.get(&new).is_some_and(|now| now.type_sql == was.type_sql);
            if after.columns.contains_key(&new) {
                let said = Said {
                    message: format!("does not give the column `{shown}` its name back"),
                    note: format!("{shown} gets its name back"),
                    custom: custom && same,
                    origin: was.origin.clone(),
                    rank: Rank::Change,
                };
                let at = self.changed(|schema| schema.column(table, name).is_some());
                let rename = format!(
                    "ALTER TABLE {} RENAME COLUMN {} TO {}",
                    table.sql(),
                    identifier(&new),
                    identifier(name)
                );
                self.push(Shortfall::Missing, at, said, false, Ok(vec![rename]));
            }
            return;
        }
        if self.upgraded.column(table, name).is_some() {
            return;
        }
        let needs_value = was.not_null == Ok(true) && was.fill == Ok(None);
        let but = if needs_value { "; refused where there are rows" } else { "" };
        let said = Said {
            message: format!("does not bring back the column `{shown}`{}", of_type(was)),
            note: format!("{shown} comes back without its values{but}"),
            custom,
            origin: was.origin.clone(),
            // What is generated from another column follows it.
            rank: if matches!(was.fill, Ok(Some(Fill::Stored(_)))) { Rank::Change } else { Rank::Column },
        };
        let at = self.changed(|schema| schema.column(table, name).is_some());
        let add = render::column(self.before, table, name, was).and_then(|column| {
            let mut all = vec![format!("ALTER TABLE {} ADD COLUMN {column}", table.sql())];
            let comment = was.comment.clone()?;
            all.extend(comment.as_deref().map(|text| render::column_comment(table, name, Some(text))));
            Ok(all)
        });
        self.push(Shortfall::Missing, at, said, false, add);
    }

    fn changed_column(&mut self, table: &TableName, name: &str, was: &Column, left: &Column) {
        let both = [was, left];
        let custom =
            both.iter().any(|column| column.type_sql.as_ref().is_ok_and(|text| self.is_custom(text)));
        let fill_differs = if self.exact { differs(&was.fill, &left.fill) } else { fills_differ(was, left) };
        let mut all = Vec::new();
        if differs(&was.type_sql, &left.type_sql) {
            all.push(format!("the type `{}` instead of `{}`", text(&left.type_sql), text(&was.type_sql)));
        }
        if differs(&was.not_null, &left.not_null) {
            let shown = |value: &Value<bool>| if *value == Ok(true) { "NOT NULL" } else { "NULL" };
            all.push(format!("{} instead of {}", shown(&left.not_null), shown(&was.not_null)));
        }
        if fill_differs {
            all.push(format!("{} instead of {}", fill(&left.fill), fill(&was.fill)));
        }
        if differs(&was.comment, &left.comment) {
            all.push("another comment".to_owned());
        }
        if all.is_empty() {
            return;
        }
        let shown = format!("{}.{}", table.sql(), identifier(name));
        // What the downgrade does not touch it forgets.
        let untouched = self.upgraded.column(table, name) == Some(left);
        let shortfall = if untouched { Shortfall::Missing } else { Shortfall::Wrong };
        let verb = if untouched { "leaves" } else { "gives" };
        let type_differs = differs(&was.type_sql, &left.type_sql);
        let but = if type_differs { "; values that do not fit are refused" } else { "" };
        let said = Said {
            message: format!("{verb} `{shown}` {}", all.join(", ")),
            note: format!("{shown} as it was{but}"),
            custom,
            origin: was.origin.clone(),
            rank: Rank::Change,
        };
        let mut at = self.changed(|schema| schema.column(table, name).cloned());
        if shortfall == Shortfall::Wrong {
            at.1 = left.origin.line;
        }
        let statements = self.change(table, name, was, left, fill_differs);
        let statements = self.doubt(table).map_or(statements, Err);
        self.push(shortfall, at, said, false, statements);
    }

    /// The statements that make a column what it was.
    fn change(
        &self,
        table: &TableName,
        name: &str,
        was: &Column,
        left: &Column,
        fill_differs: bool,
    ) -> Result<Vec<String>, Taint> {
        let alter =
            |what: &str| format!("ALTER TABLE {} ALTER COLUMN {} {what}", table.sql(), identifier(name));
        let unclear = |why: &str| Err(Taint::new(why, &was.origin));
        let mut all = Vec::new();
        let is_default = |value: &Value<Option<Fill>>| matches!(value, Ok(None | Some(Fill::Default(_))));
        let retyped = differs(&was.type_sql, &left.type_sql);
        let mut refill = fill_differs;
        if retyped || fill_differs {
            if !is_default(&was.fill) || !is_default(&left.fill) {
                let taint = [&was.fill, &left.fill].into_iter().find_map(|fill| fill.as_ref().err());
                return match taint {
                    Some(taint) => Err(taint.clone()),
                    None => unclear("a generated column is not changed by rule"),
                };
            }
            // A default is not cast along with its column.
            if matches!(left.fill, Ok(Some(_))) && (retyped || was.fill == Ok(None)) {
                all.push(alter("DROP DEFAULT"));
                refill = true;
            }
        }
        if retyped {
            let (to, from) = (was.type_sql.clone()?, left.type_sql.clone()?);
            let using = match (self.cast)(&from, &to, &identifier(name)) {
                Cast::ByItself => String::new(),
                Cast::Using(using) => format!(" USING {using}"),
                Cast::Never => return unclear(&format!("Postgres has no cast from `{from}` to `{to}`")),
                Cast::Unknown => {
                    return unclear(&format!("whether Postgres casts `{from}` to `{to}` is not known"));
                }
            };
            let collation = was.collation.as_ref().map_or_else(String::new, |collation| {
                format!(" COLLATE \"{}\"", collation.replace('"', "\"\""))
            });
            all.push(alter(&format!("TYPE {to}{collation}{using}")));
        }
        if refill && let Ok(Some(Fill::Default(text))) = &was.fill {
            let is_its = |sequence: &TableName| next_value(sequence) == *text;
            if self.before.sequences.keys().any(is_its) && !self.after.sequences.keys().any(is_its) {
                return unclear("the sequence of its default is gone");
            }
            all.push(alter(&format!("SET DEFAULT {text}")));
        }
        if differs(&was.not_null, &left.not_null) {
            all.push(alter(if was.not_null == Ok(true) { "SET NOT NULL" } else { "DROP NOT NULL" }));
        }
        if differs(&was.comment, &left.comment) {
            all.push(render::column_comment(table, name, was.comment.clone()?.as_deref()));
        }
        Ok(all)
    }
}

fn of_type(column: &Column) -> String {
    column.type_sql.as_ref().map_or_else(|_| String::new(), |text| format!(" of the type `{text}`"))
}

fn text(value: &Value<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

fn fill(value: &Value<Option<Fill>>) -> String {
    match value {
        Ok(Some(Fill::Default(text))) => format!("the default `{text}`"),
        Ok(Some(Fill::Stored(text))) => format!("generated as `{text}`"),
        Ok(Some(Fill::Identity { .. })) => "an identity".to_owned(),
        Ok(None) | Err(_) => "no default".to_owned(),
    }
}

/// Whether two values differ for sure.
pub(super) fn differs<T: PartialEq>(one: &Value<T>, other: &Value<T>) -> bool {
    matches!((one, other), (Ok(one), Ok(other)) if one != other)
}

/// Whether what fills two columns differs for sure: one has a default and the other has none, or both are
/// literals of different values. Expressions are written in many ways.
fn fills_differ(was: &Column, left: &Column) -> bool {
    match (&was.fill, &left.fill) {
        (Ok(None), Ok(Some(_))) | (Ok(Some(_)), Ok(None)) => true,
        (Ok(Some(Fill::Default(one))), Ok(Some(Fill::Default(other)))) => {
            matches!((plain(one), plain(other)), (Some(one), Some(other)) if one != other)
        }
        _ => false,
    }
}

/// The value of a literal, whatever it is cast to.
fn plain(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['(', ')']);
    let (value, cast) = match text.strip_prefix('\'') {
        Some(rest) => rest.split_once('\'')?,
        None => text.split_once("::").unwrap_or((text, "")),
    };
    let is_number = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
    };
    let quoted = text.starts_with('\'');
    ((quoted && (cast.is_empty() || cast.starts_with("::"))) || is_number(value)).then_some(value)
}
