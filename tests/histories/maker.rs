//! Random histories: revisions that change a schema kept in mind, each with the way back.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// What decides one change: its kind and three choices.
pub(crate) type Choice = (u8, u8, u8, u8);

/// SQLAlchemy's type, Postgres's, a default.
const TYPES: &[(&str, &str, &str)] = &[
    ("sa.Integer()", "integer", "7"),
    ("sa.BigInteger()", "bigint", "1"),
    ("sa.String(length=20)", "character varying(20)", "'a'"),
    ("sa.Text()", "text", "'it''s'"),
    ("sa.Boolean()", "boolean", "false"),
    ("sa.DateTime(timezone=True)", "timestamp with time zone", "now()"),
    ("sa.ARRAY(sa.Text())", "text[]", "'{}'"),
    // Those without a name in SQLAlchemy come by raw SQL alone.
    ("", "vector(3)", "'[1,2,3]'"),
    ("", "halfvec(4)", "'[1,2,3,4]'"),
    ("", "vector(2)[]", "'{}'"),
];
/// Types that Postgres changes into each other by itself, by their places.
const SWAPS: &[(usize, usize)] = &[(0, 1), (1, 0), (2, 3), (3, 2)];
const WORDS: &[&str] =
    &["doc", "order", "Mixed Name", "note", "a_rather_long_name_for_a_thing_of_the_warehouse"];

#[derive(Clone)]
struct Column {
    name: String,
    kind: usize,
    not_null: bool,
    default: bool,
    comment: bool,
}

#[derive(Clone)]
struct Table {
    name: String,
    /// The name of its primary key, whatever the table is called later.
    key: String,
    columns: Vec<Column>,
    keys: Vec<Key>,
}

/// A unique constraint, or an index: its name, its column, whether it is a constraint.
type Key = (String, String, bool);
/// Statements up and down.
type Change = (Vec<String>, Vec<String>);

#[derive(Default)]
struct Maker {
    count: usize,
    /// The tables of each branch, and its last revision.
    branches: [Vec<Table>; 2],
    heads: [String; 2],
    files: Vec<(PathBuf, Arc<str>)>,
}

/// The revisions that the choices make: their files, parents first.
pub(crate) fn history(choices: &[Choice]) -> Vec<(PathBuf, Arc<str>)> {
    let mut maker = Maker::default();
    let extension = |what: &str| vec![execute(&format!("{what} EXTENSION vector"))];
    let base = maker.revision(&[], &(extension("CREATE"), extension("DROP")));
    maker.heads = [base.clone(), base];
    for choice in choices {
        maker.step(*choice);
    }
    maker.files
}

fn id(number: usize) -> String {
    format!("{number:04}abcdef")
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn execute(sql: &str) -> String {
    format!("op.execute({})", python(sql))
}

fn python(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Column {
    fn python(&self) -> String {
        let (kind, _, default) = TYPES[self.kind];
        let default = if self.default {
            format!(", server_default=sa.text({})", python(default))
        } else {
            String::new()
        };
        let comment = if self.comment { ", comment='a note'" } else { "" };
        let nullable = if self.not_null { "False" } else { "True" };
        format!("sa.Column({}, {kind}{default}{comment}, nullable={nullable})", python(&self.name))
    }

    fn sql(&self) -> String {
        let (_, kind, default) = TYPES[self.kind];
        let default = if self.default { format!(" DEFAULT {default}") } else { String::new() };
        format!("{} {kind}{default}{}", quoted(&self.name), if self.not_null { " NOT NULL" } else { "" })
    }

    fn is_raw(&self) -> bool {
        TYPES[self.kind].0.is_empty()
    }

    /// What adds it to a table.
    fn add(&self, table: &str, way: u8) -> Vec<String> {
        if !self.is_raw() && way.is_multiple_of(3) {
            return vec![format!("op.add_column({}, {})", python(table), self.python())];
        }
        if !self.is_raw() && way % 3 == 1 {
            let open = format!("with op.batch_alter_table({}) as batch_op:", python(table));
            return vec![open, format!("    batch_op.add_column({})", self.python())];
        }
        let mut lines = vec![execute(&format!("ALTER TABLE {} ADD COLUMN {}", quoted(table), self.sql()))];
        lines.extend(self.comment.then(|| {
            execute(&format!("COMMENT ON COLUMN {}.{} IS 'a note'", quoted(table), quoted(&self.name)))
        }));
        lines
    }
}

impl Table {
    fn make(&self, way: u8) -> Vec<String> {
        let (name, key) = (&self.name, &self.key);
        let raw = way.is_multiple_of(2);
        let mut lines = Vec::new();
        if raw {
            let (name, key) = (quoted(name), quoted(key));
            lines.push(execute(&format!(
                "CREATE TABLE {name} (id integer, CONSTRAINT {key} PRIMARY KEY (id))"
            )));
        } else {
            let mut call = format!("op.create_table({}, ", python(name));
            call.push_str("sa.Column('id', sa.Integer(), autoincrement=False, nullable=False)");
            for column in self.columns.iter().filter(|column| !column.is_raw()) {
                write!(call, ", {}", column.python()).unwrap();
            }
            write!(call, ", sa.PrimaryKeyConstraint('id', name={}))", python(key)).unwrap();
            lines.push(call);
        }
        for column in self.columns.iter().filter(|column| raw || column.is_raw()) {
            lines.extend(column.add(name, way));
        }
        lines.extend(self.keys.iter().map(|key| self.make_key(key)));
        lines
    }

    fn make_key(&self, (name, column, is_constraint): &Key) -> String {
        let what = if *is_constraint { "create_unique_constraint" } else { "create_index" };
        format!("op.{what}({}, {}, [{}])", python(name), python(&self.name), python(column))
    }

    fn drop_key(&self, (name, _, is_constraint): &Key) -> String {
        let what = if *is_constraint { "drop_constraint" } else { "drop_index" };
        format!("op.{what}({}, {})", python(name), python(&self.name))
    }

    fn drop(&self) -> String {
        format!("op.drop_table({})", python(&self.name))
    }

    fn drop_column(&self, column: &Column, way: u8) -> String {
        if way.is_multiple_of(2) {
            format!("op.drop_column({}, {})", python(&self.name), python(&column.name))
        } else {
            execute(&format!("ALTER TABLE {} DROP COLUMN {}", quoted(&self.name), quoted(&column.name)))
        }
    }

    fn alter(&self, column: &Column, what: &str) -> String {
        format!("op.alter_column({}, {}, {what})", python(&self.name), python(&column.name))
    }

    fn alter_raw(&self, column: &Column, what: &str) -> String {
        execute(&format!("ALTER TABLE {} ALTER COLUMN {} {what}", quoted(&self.name), quoted(&column.name)))
    }
}

impl Maker {
    fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    fn name(&mut self, word: u8) -> String {
        format!("{} {}", WORDS[usize::from(word) % WORDS.len()], self.number())
    }

    fn column(&mut self, a: u8, b: u8) -> Column {
        Column {
            name: self.name(a),
            kind: usize::from(b) % TYPES.len(),
            not_null: a & 32 > 0,
            default: a & 64 > 0,
            comment: a & 128 > 0,
        }
    }

    /// Writes a revision, and gives its identifier.
    fn revision(&mut self, parents: &[String], (up, down): &Change) -> String {
        let number = self.files.len() + 1;
        let down_revision = match parents {
            [] => "None".to_owned(),
            [one] => python(one),
            several => format!("({})", several.iter().map(|one| python(one)).collect::<Vec<_>>().join(", ")),
        };
        let body = |lines: &[String]| match lines {
            [] => "    pass".to_owned(),
            lines => lines.iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"),
        };
        let text = format!(
            "from alembic import op\nimport sqlalchemy as sa\n\nrevision = {}\ndown_revision = {down_revision}\n\n\n\
             def upgrade():\n{}\n\n\ndef downgrade():\n{}\n",
            python(&id(number)),
            body(up),
            body(down),
        );
        self.files.push((PathBuf::from(format!("{number:04}.py")), text.into()));
        id(number)
    }

    fn step(&mut self, (kind, a, b, c): Choice) {
        // Few revisions are merges, behind which both branches begin anew.
        if kind.is_multiple_of(16) {
            if self.heads[0] != self.heads[1] {
                let merged = self.revision(&self.heads.clone(), &(Vec::new(), Vec::new()));
                self.heads = [merged.clone(), merged];
                let others = std::mem::take(&mut self.branches[1]);
                self.branches[0].extend(others);
            }
            return;
        }
        let branch = usize::from(kind & 64 > 0);
        let Some(change) = self.change(branch, kind, (a, b, c)) else { return };
        let parent = self.heads[branch].clone();
        self.heads[branch] = self.revision(&[parent], &change);
    }

    fn change(&mut self, branch: usize, kind: u8, (a, b, c): (u8, u8, u8)) -> Option<Change> {
        let at = usize::from(a).checked_rem(self.branches[branch].len());
        let Some(at) = at.filter(|_| !matches!(kind % 16, 1 | 2)) else {
            let columns = (0..b % 4).map(|n| self.column(c.wrapping_add(n), b.wrapping_mul(n + 1))).collect();
            let key = format!("key {}", self.number());
            let table = Table { name: self.name(a), key, columns, keys: Vec::new() };
            let change = (table.make(c), vec![table.drop()]);
            self.branches[branch].push(table);
            return Some(change);
        };
        let mut table = self.branches[branch][at].clone();
        let change = self.change_table(&mut table, kind, (b, c));
        match change {
            Some(_) => self.branches[branch][at] = table,
            None => {
                let table = self.branches[branch].remove(at);
                return Some((vec![table.drop()], table.make(c)));
            }
        }
        change
    }

    /// Changes a table; nothing where it is to be dropped.
    fn change_table(&mut self, table: &mut Table, kind: u8, (b, c): (u8, u8)) -> Option<Change> {
        let old = table.clone();
        let Some(at) =
            usize::from(b).checked_rem(table.columns.len()).filter(|_| !matches!(kind % 16, 3..=5))
        else {
            if kind % 16 == 5 {
                return None;
            }
            let column = self.column(b, c);
            let change = (column.add(&table.name, c), vec![table.drop_column(&column, c)]);
            table.columns.push(column);
            return Some(change);
        };
        let column = old.columns[at].clone();
        let has_key = |name: &str| old.keys.iter().any(|(_, of, _)| of == name);
        Some(match kind % 16 {
            6 if !has_key(&column.name) => {
                table.columns.remove(at);
                (vec![old.drop_column(&column, c)], column.add(&old.name, c))
            }
            7 | 8 => {
                let to = SWAPS.iter().find(|(from, _)| *from == column.kind).map(|(_, to)| *to);
                let Some(to) = to.filter(|_| !column.default) else {
                    return Some((Vec::new(), Vec::new()));
                };
                table.columns[at].kind = to;
                let retype = |kind: usize| {
                    let (python, sql, _) = TYPES[kind];
                    if c.is_multiple_of(2) {
                        old.alter(&column, &format!("type_={python}"))
                    } else {
                        old.alter_raw(&column, &format!("TYPE {sql}"))
                    }
                };
                (vec![retype(to)], vec![retype(column.kind)])
            }
            9 => {
                table.columns[at].not_null = !column.not_null;
                let set = |not_null: bool| match (c.is_multiple_of(2), not_null) {
                    (true, true) => old.alter(&column, "nullable=False"),
                    (true, false) => old.alter(&column, "nullable=True"),
                    (false, true) => old.alter_raw(&column, "SET NOT NULL"),
                    (false, false) => old.alter_raw(&column, "DROP NOT NULL"),
                };
                (vec![set(!column.not_null)], vec![set(column.not_null)])
            }
            10 => {
                table.columns[at].default = !column.default;
                let default = TYPES[column.kind].2;
                let set = |given: bool| match (c.is_multiple_of(2), given) {
                    (true, true) => {
                        old.alter(&column, &format!("server_default=sa.text({})", python(default)))
                    }
                    (true, false) => old.alter(&column, "server_default=None"),
                    (false, true) => old.alter_raw(&column, &format!("SET DEFAULT {default}")),
                    (false, false) => old.alter_raw(&column, "DROP DEFAULT"),
                };
                (vec![set(!column.default)], vec![set(column.default)])
            }
            11 => {
                let to = self.name(c);
                table.columns[at].name.clone_from(&to);
                let keys = table.keys.iter_mut().filter(|(_, of, _)| *of == column.name);
                keys.for_each(|(_, of, _)| of.clone_from(&to));
                let renamed = table.columns[at].clone();
                let rename = |from: &Column, to: &Column| {
                    old.alter(from, &format!("new_column_name={}", python(&to.name)))
                };
                (vec![rename(&column, &renamed)], vec![rename(&renamed, &column)])
            }
            12 => {
                table.name = self.name(c);
                let rename = |from: &Table, to: &Table| {
                    format!("op.rename_table({}, {})", python(&from.name), python(&to.name))
                };
                (vec![rename(&old, table)], vec![rename(table, &old)])
            }
            _ => self.change_keys(table, &column, kind, c),
        })
    }

    /// Makes or drops a unique constraint or an index.
    fn change_keys(&mut self, table: &mut Table, column: &Column, kind: u8, c: u8) -> Change {
        match kind % 16 {
            // Postgres has no order for the rows of an index of vectors.
            13 | 14 if !column.is_raw() => {
                let key = (format!("ix {}", self.number()), column.name.clone(), kind % 16 == 13);
                let change = (vec![table.make_key(&key)], vec![table.drop_key(&key)]);
                table.keys.push(key);
                change
            }
            15 if !table.keys.is_empty() => {
                let key = table.keys.remove(usize::from(c) % table.keys.len());
                (vec![table.drop_key(&key)], vec![table.make_key(&key)])
            }
            _ => (Vec::new(), Vec::new()),
        }
    }
}
