//! Tables of Alembic and SQLAlchemy.

use super::Reader;
use super::column::key;
use super::constraint::keyword;
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::revision::Operation;
use crate::sql::{ConstraintDef, ConstraintKind, CreateTable, Statement, TableName};

/// Arguments of `create_table` for what the model does not keep.
const EXTRAS: &[&str] = &[
    "postgresql_partition_by",
    "postgresql_with",
    "postgresql_tablespace",
    "postgresql_using",
    "postgresql_on_commit",
    "prefixes",
];

impl<'a> Reader<'a, '_> {
    /// `op.create_table(…)`
    pub(super) fn create_table(&mut self, operation: &'a Operation<'_>, table: TableName, names: &Names<'a>) {
        let at = operation.call;
        let mut create = CreateTable {
            name: table,
            columns: Vec::new(),
            constraints: Vec::new(),
            unless_there: false,
            more: None,
            extras: None,
            comment: None,
        };
        let mut parts: Vec<(&'a Expr, Names<'a>)> = Vec::new();
        let all: &'a [Argument] = at.as_call().map_or(&[], |(_, arguments)| arguments);
        for argument in all.iter().filter(|argument| argument.passing == Passing::Positional).skip(1) {
            parts.push((&argument.value, names.clone()));
        }
        for argument in all {
            match argument.passing {
                Passing::Star => match self.items(&argument.value, names) {
                    Some(items) => parts.extend(items),
                    None => {
                        create.more = Some(format!("`*{}` is not in the text", self.shown(&argument.value)));
                    }
                },
                Passing::DoubleStar => create.more = Some("its options are not in the text".to_owned()),
                Passing::Positional | Passing::Keyword(_) => {}
            }
        }
        if let Some(value) = operation.arguments.get("postgresql_inherits") {
            create.more = Some(format!("it inherits from `{}`", self.shown(value)));
        }
        let extra = EXTRAS.iter().find_map(|name| operation.arguments.get(name));
        create.extras = extra
            .filter(|value| !matches!(value.kind, ExprKind::None))
            .map(|value| format!("`{}` is not kept in the schema model", self.shown(value)));
        let keeps = |name| operation.plugin.is_none_or(|plugin| !plugin.without_effect.contains(&name));
        let unless_there = operation.arguments.get("if_not_exists");
        create.unless_there = keeps("if_not_exists")
            && unless_there.is_some_and(|value| self.truth(value, names) == Some(true));
        if let Some(comment) = operation.arguments.get("comment").filter(|_| keeps("comment")) {
            create.comment = self.string(comment, names).ok();
        }
        self.fill_table(create, &parts, at);
    }

    /// Whether an expression is `sa.Table(…)`.
    pub(super) fn is_table(&self, value: &'a Expr, names: &Names<'a>) -> bool {
        let (value, _) = self.resolve(value, names);
        value.as_call().and_then(|(class, _)| self.sqlalchemy(class)).as_deref() == Some("Table")
    }

    /// `sa.Table(…).create(op.get_bind())`
    pub(super) fn table_life(&mut self, value: &'a Expr, makes: bool, at: &'a Expr, names: &Names<'a>) {
        let (value, inner) = self.resolve(value, names);
        let arguments: &'a [Argument] = value.as_call().map_or(&[], |(_, arguments)| arguments);
        let mut positional = arguments.iter().filter(|argument| argument.passing == Passing::Positional);
        let name = positional.next().ok_or_else(|| "the table is not in the text".to_owned());
        let name = name.and_then(|name| self.string(&name.value, &inner));
        let schema = keyword(arguments, "schema");
        let schema = schema.map(|schema| self.string(schema, &inner)).transpose();
        let hidden =
            arguments.iter().any(|argument| matches!(argument.passing, Passing::Star | Passing::DoubleStar));
        let table = match (name, schema) {
            (Ok(name), Ok(schema)) => TableName::in_schema(schema, name),
            (Err(why), _) | (_, Err(why)) => {
                self.run(Statement::Opaque(why), at);
                return;
            }
        };
        if !makes {
            self.run(Statement::DropTables(vec![table]), at);
            return;
        }
        let create = CreateTable {
            name: table,
            columns: Vec::new(),
            constraints: Vec::new(),
            unless_there: false,
            more: hidden.then(|| "its arguments are not in the text".to_owned()),
            comment: None,
            extras: None,
        };
        // The second argument is the metadata.
        let parts: Vec<(&'a Expr, Names<'a>)> =
            positional.skip(1).map(|argument| (&argument.value, inner.clone())).collect();
        self.fill_table(create, &parts, at);
    }

    /// Makes a table of columns, constraints and indexes.
    fn fill_table(&mut self, mut create: CreateTable, parts: &[(&'a Expr, Names<'a>)], at: &'a Expr) {
        let mut columns = Vec::new();
        let mut explicit_key = None;
        let mut indexes = Vec::new();
        for (part, names) in parts {
            if let Some(column) = self.column(part, names, &create.name) {
                columns.push(column);
            } else if let Some(constraint) = self.constraint(part, names) {
                if constraint.kind == ConstraintKind::PrimaryKey {
                    explicit_key = Some(constraint);
                } else {
                    create.constraints.push(constraint);
                }
            } else if let Some(index) = self.inline_index(part, names, &create.name) {
                indexes.push(index);
            } else if !self.is_left_out(part, names) {
                create.more = Some(format!("`{}` is not understood", self.shown(part)));
            }
        }
        let flagged = columns.iter().filter(|column| column.primary_key);
        let flagged: Vec<String> = flagged.filter_map(|column| column.def.name.clone().ok()).collect();
        let primary =
            explicit_key.or_else(|| (!flagged.is_empty()).then(|| key(ConstraintKind::PrimaryKey, flagged)));
        if let Some(ConstraintDef { body: Ok(body), .. }) = &primary {
            for column in &mut columns {
                if column.def.name.as_ref().is_ok_and(|name| body.columns.contains(name)) {
                    column.as_key(body.columns.len() == 1);
                }
            }
        }
        for make in columns.iter_mut().flat_map(|column| std::mem::take(&mut column.makes)) {
            self.run(make, at);
        }
        create.constraints.splice(0..0, primary);
        for column in columns {
            create.constraints.extend(column.constraints);
            indexes.extend(column.indexes);
            create.columns.push(column.def);
        }
        self.run(Statement::CreateTable(Box::new(create)), at);
        for index in indexes {
            self.run(Statement::CreateIndex(Box::new(index)), at);
        }
    }

    /// A foreign key that SQLAlchemy leaves for later.
    fn is_left_out(&self, part: &'a Expr, names: &Names<'a>) -> bool {
        let (part, names) = self.resolve(part, names);
        part.as_call().is_some_and(|(_, arguments)| {
            let alter = keyword(arguments, "use_alter");
            alter.is_some_and(|value| self.truth(value, &names) == Some(true))
        })
    }
}
