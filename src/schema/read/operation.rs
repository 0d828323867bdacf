//! Operations of Alembic as statements.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::column::key;
use super::named_types::label_check;
use super::values::{Bound, Names, lookup};
use super::{Reach, Reader};
use crate::python::{Expr, ExprKind};
use crate::revision::{OpKind, Operation};
use crate::sql::{Action, ConstraintBody, ConstraintDef, ConstraintKind, Fill, Maybe, Statement, TableName};

impl<'a> Reader<'a, '_> {
    /// What one operation does: at once, or when its batch ends.
    pub(super) fn operation(&mut self, operation: &'a Operation<'_>, names: &Names<'a>) {
        let at = operation.call;
        let name = operation_name(operation);
        match operation.kind {
            OpKind::Execute => {
                match operation.arguments.get("sqltext") {
                    Some(sql) => self.execute(sql, names, true),
                    None => self.run(Statement::Opaque("the SQL is not in the text".to_owned()), at),
                }
                return;
            }
            OpKind::BulkInsert | OpKind::BatchAlterTable => return,
            OpKind::Other => {
                self.other(operation, name);
                return;
            }
            _ => {}
        }
        let batch = match lookup(names, operation.receiver) {
            Some(Bound::Batch(at)) => Some(*at),
            _ => None,
        };
        let before = std::mem::take(&mut self.steps);
        match batch.and_then(|batch| self.batches.get(batch)).map(|block| block.table.clone()) {
            Some(table) => self.on_table(operation, name, table, names),
            None if operation.site.batch.is_some() => {
                let why = "the table of the batch is not in the text".to_owned();
                self.on_table(operation, name, Err(why), names);
            }
            None => {
                let table = self.table_of(operation, names);
                self.on_table(operation, name, table, names);
            }
        }
        let steps = std::mem::replace(&mut self.steps, before);
        match batch.and_then(|batch| self.batches.get_mut(batch)) {
            Some(block) => block.queue.extend(steps),
            None => self.steps.extend(steps),
        }
    }

    /// The table of a batch block.
    pub(super) fn batch_table(&self, call: &'a Expr, names: &Names<'a>) -> Maybe<TableName> {
        let operation = self.operations.get(&call.span).copied();
        operation.map_or_else(
            || Err("the batch is not understood".to_owned()),
            |found| self.table_of(found, names),
        )
    }

    fn table_of(&self, operation: &'a Operation<'_>, names: &Names<'a>) -> Maybe<TableName> {
        let arguments = &operation.arguments;
        let name =
            ["table_name", "old_table_name", "source_table"].iter().find_map(|name| arguments.get(name));
        let name = name.ok_or_else(|| "the table is not in the text".to_owned())?;
        let schema = arguments.get("schema").or_else(|| arguments.get("source_schema"));
        let schema = schema.filter(|schema| !matches!(schema.kind, ExprKind::None));
        let schema = schema.map(|schema| self.string(schema, names)).transpose()?;
        Ok(TableName::in_schema(schema, self.string(name, names)?))
    }

    /// An operation of a plugin, or one that changes nothing.
    fn other(&mut self, operation: &'a Operation<'_>, name: &str) {
        const HARMLESS: &[&str] = &[
            "get_bind",
            "get_context",
            "f",
            "inline_literal",
            "batch_alter_table",
            // alembic-utils: functions, views, triggers and policies.
            "create_entity",
            "drop_entity",
            "replace_entity",
            "implementation_for",
            "register_operation",
        ];
        if !HARMLESS.contains(&name) {
            let why = format!("the operation `{name}` is not Alembic's own");
            self.run(Statement::Opaque(why), operation.call);
        }
    }

    fn on_table(
        &mut self,
        operation: &'a Operation<'_>,
        name: &str,
        table: Maybe<TableName>,
        names: &Names<'a>,
    ) {
        let at = operation.call;
        let table = match table {
            Ok(table) => table,
            Err(why) => {
                self.unknown_table(operation, why, names);
                return;
            }
        };
        let arguments = &operation.arguments;
        match operation.kind {
            OpKind::CreateTable => self.create_table(operation, table, names),
            OpKind::DropTable => self.run(Statement::DropTables(vec![table]), at),
            OpKind::RenameTable => {
                let renamed =
                    arguments.get("new_table_name").ok_or_else(|| "the new name is missing".to_owned());
                let renamed = renamed.and_then(|name| self.string(name, names));
                self.alter(table, vec![Action::Rename(renamed)], at);
            }
            OpKind::AddColumn => self.add_column(operation, table, names),
            OpKind::DropColumn => {
                let column = self.column_name(operation, names);
                self.alter(table, vec![Action::DropColumn(column)], at);
            }
            OpKind::AlterColumn => self.alter_column(operation, table, names),
            OpKind::CreateIndex => {
                let columns =
                    arguments.get("columns").or_else(|| arguments.rest.first().map(|rest| &rest.value));
                let columns = columns.and_then(|columns| self.items(columns, names));
                let keyword =
                    |name: &str| arguments.get(name).filter(|value| !matches!(value.kind, ExprKind::None));
                let known = columns.is_some() && !arguments.starred;
                let mut index =
                    self.index(keyword("index_name"), table, &columns.unwrap_or_default(), names, &keyword);
                if !known {
                    index.body = Err("what is indexed is not in the text".to_owned());
                }
                self.run(Statement::CreateIndex(Box::new(index)), at);
            }
            OpKind::DropIndex => {
                let index =
                    arguments.get("index_name").ok_or_else(|| "the index is not in the text".to_owned());
                match index.and_then(|index| self.string(index, names)) {
                    Ok(name) => {
                        let name = TableName { schema: table.schema, name };
                        self.run(Statement::DropIndexes(vec![name]), at);
                    }
                    Err(why) => self.somewhere(Reach::Indexes(Some(table)), why, at),
                }
            }
            OpKind::CreateConstraint => {
                let constraint = self.create_constraint(operation, name, names);
                self.alter(table, vec![Action::AddConstraint(constraint)], at);
            }
            OpKind::DropConstraint => {
                let kind = arguments.get("type_").or_else(|| arguments.rest.first().map(|rest| &rest.value));
                let kind = kind.and_then(|kind| self.string(kind, names).ok());
                let kind = match kind.as_deref() {
                    Some("primary") => Some(ConstraintKind::PrimaryKey),
                    Some("unique") => Some(ConstraintKind::Unique),
                    Some("foreignkey") => Some(ConstraintKind::ForeignKey),
                    Some("check") => Some(ConstraintKind::Check),
                    _ => None,
                };
                let name = arguments.get("constraint_name").ok_or_else(|| "the name is missing".to_owned());
                let name = name.and_then(|name| self.string(name, names));
                self.alter(table, vec![Action::DropConstraint { name, kind }], at);
            }
            OpKind::TableComment => {
                let comment = arguments.get("comment").filter(|_| name != "drop_table_comment");
                let comment = comment.map(|comment| self.string(comment, names)).transpose();
                self.run(Statement::CommentOnTable { table, comment }, at);
            }
            _ => {}
        }
    }

    fn alter(&mut self, table: TableName, actions: Vec<Action>, at: &Expr) {
        self.run(Statement::AlterTable { table, actions }, at);
    }

    fn unknown_table(&mut self, operation: &'a Operation<'_>, why: String, names: &Names<'a>) {
        let at = operation.call;
        match operation.kind {
            OpKind::CreateTable => self.somewhere(Reach::Table, why, at),
            OpKind::AddColumn | OpKind::CreateIndex | OpKind::CreateConstraint => {
                self.somewhere(Reach::More, why, at);
            }
            OpKind::DropIndex => {
                match operation.arguments.get("index_name").map(|name| self.string(name, names)) {
                    Some(Ok(name)) => {
                        self.run(Statement::DropIndexes(vec![TableName { schema: None, name }]), at);
                    }
                    _ => self.somewhere(Reach::Indexes(None), why, at),
                }
            }
            OpKind::AlterColumn | OpKind::DropColumn => match self.column_name(operation, names) {
                Ok(column) => self.somewhere(Reach::Column(column), why, at),
                Err(_) => self.run(Statement::Opaque(why), at),
            },
            OpKind::TableComment => {}
            _ => self.run(Statement::Opaque(why), at),
        }
    }

    fn column_name(&self, operation: &'a Operation<'_>, names: &Names<'a>) -> Maybe<String> {
        let arguments = &operation.arguments;
        let name = arguments.get("column_name").ok_or_else(|| "the column is not in the text".to_owned())?;
        self.string(name, names)
    }

    fn add_column(&mut self, operation: &'a Operation<'_>, table: TableName, names: &Names<'a>) {
        let at = operation.call;
        let arguments = &operation.arguments;
        let is_true =
            |name: &str| arguments.get(name).is_some_and(|value| self.truth(value, names) == Some(true));
        let column = arguments.get("column").and_then(|column| self.column(column, names, &table));
        let Some(mut column) = column else {
            self.alter(table, vec![Action::Touch("the column is not in the text".to_owned())], at);
            return;
        };
        if column.primary_key {
            column.as_key(true);
        }
        if operation.plugin.is_some() {
            column.make_bare();
        }
        let unless_there = is_true("if_not_exists");
        let inline_key = column.primary_key && is_true("inline_primary_key");
        let own: Vec<String> = column.def.name.iter().cloned().collect();
        let mut actions = vec![Action::AddColumn { column: Box::new(column.def), unless_there }];
        if inline_key {
            actions.push(Action::AddConstraint(key(ConstraintKind::PrimaryKey, own)));
        }
        actions.extend(column.constraints.into_iter().map(Action::AddConstraint));
        self.alter(table, actions, at);
        for index in column.indexes {
            self.run(Statement::CreateIndex(Box::new(index)), at);
        }
    }

    fn alter_column(&mut self, operation: &'a Operation<'_>, table: TableName, names: &Names<'a>) {
        let at = operation.call;
        let arguments = &operation.arguments;
        let column = match self.column_name(operation, names) {
            Ok(column) => column,
            Err(why) => {
                self.alter(table, vec![Action::Touch(why)], at);
                return;
            }
        };
        let given = |name: &str| arguments.get(name).filter(|value| !matches!(value.kind, ExprKind::None));
        let mut actions = Vec::new();
        let mut check = None;
        if let Some(type_) = given("type_") {
            // The check of an enum that is text goes with the old type, and comes with the new one.
            let old = given("existing_type").and_then(|old| self.type_of(old, names, None).check);
            if let Some((name, _)) = old {
                let name = name.ok_or_else(|| "the check has no name".to_owned());
                actions.push(Action::DropConstraint { name, kind: Some(ConstraintKind::Check) });
            }
            let typed = self.type_of(type_, names, table.schema.as_deref());
            check = typed.check.as_ref().map(|(name, labels)| label_check(&column, name.as_deref(), labels));
            let (type_sql, collation) = (typed.sql(), typed.collation);
            actions.push(Action::SetType { column: column.clone(), type_sql, collation });
        }
        if let Some(nullable) = given("nullable") {
            let not_null = self.truth(nullable, names).map(|nullable| !nullable);
            let not_null = not_null.ok_or_else(|| format!("`{}` is no literal", self.shown(nullable)));
            actions.push(Action::SetNotNull { column: column.clone(), not_null });
        }
        if let Some(default) = arguments.get("server_default")
            && !matches!(default.kind, ExprKind::Boolean(false))
        {
            let fill = match self.default(default, names) {
                Ok(Some(Fill::Stored(_))) => Err("a computed column is not altered".to_owned()),
                fill => fill,
            };
            actions.push(Action::SetFill { column: column.clone(), fill });
        }
        if let Some(renamed) = given("new_column_name").or_else(|| given("name")) {
            actions.push(Action::RenameColumn { from: column.clone(), to: self.string(renamed, names) });
        }
        actions.extend(check.map(Action::AddConstraint));
        if arguments.starred {
            actions.push(Action::TouchColumn {
                column: column.clone(),
                why: "arguments of `alter_column` are not in the text".to_owned(),
            });
        }
        if let Some(comment) = arguments.get("comment")
            && !matches!(comment.kind, ExprKind::Boolean(false))
        {
            let is_none = matches!(comment.kind, ExprKind::None);
            let comment = if is_none { Ok(None) } else { self.string(comment, names).map(Some) };
            self.run(Statement::CommentOnColumn { table: table.clone(), column, comment }, at);
        }
        if !actions.is_empty() {
            self.alter(table, actions, at);
        }
    }

    fn create_constraint(
        &self,
        operation: &'a Operation<'_>,
        name: &str,
        names: &Names<'a>,
    ) -> ConstraintDef {
        let arguments = &operation.arguments;
        let rest = |at: usize| arguments.rest.get(at).map(|argument| &argument.value);
        let keyword = |name: &str| arguments.get(name).filter(|value| !matches!(value.kind, ExprKind::None));
        let missing = || "its columns are not in the text".to_owned();
        let columns = |columns: Option<&'a Expr>| {
            columns.ok_or_else(missing).and_then(|found| self.strings(found, names))
        };
        let (kind, body) = match name {
            "create_primary_key" | "create_unique_constraint" => {
                let kind = if name == "create_primary_key" {
                    ConstraintKind::PrimaryKey
                } else {
                    ConstraintKind::Unique
                };
                let own = columns(keyword("columns").or_else(|| rest(0)));
                (kind, own.map(|own| self.key_body(own, names, &keyword)))
            }
            "create_check_constraint" => {
                let condition = keyword("condition").or_else(|| rest(0));
                (ConstraintKind::Check, self.check_body(condition, names, &keyword))
            }
            "create_foreign_key" => {
                // `source_table` given by name leaves the second place to the referent.
                let by_place = arguments.get("source_table").is_none();
                let second = arguments.get("table_name").filter(|_| !by_place);
                let offset = usize::from(second.is_some());
                let referent = keyword("referent_table").or(second).or_else(|| rest(0));
                let own = columns(keyword("local_cols").or_else(|| rest(1 - offset)));
                let there = columns(keyword("remote_cols").or_else(|| rest(2 - offset)));
                let referent = referent.ok_or_else(missing).and_then(|table| self.string(table, names));
                let schema = keyword("referent_schema").map(|schema| self.string(schema, names)).transpose();
                let body: Maybe<ConstraintBody> = own.and_then(|own| {
                    let table = TableName::in_schema(schema?, referent?);
                    Ok(self.reference_body(own, table, there?, names, &keyword))
                });
                (ConstraintKind::ForeignKey, body)
            }
            _ => {
                let call = operation.call;
                (ConstraintKind::Exclude, Err(format!("`{}` is not followed", self.shown(call))))
            }
        };
        let name = self.constraint_name(arguments.get("constraint_name"), names, kind);
        ConstraintDef { name, kind, body }
    }
}

/// What an operation is called.
fn operation_name<'a>(operation: &'a Operation<'_>) -> &'a str {
    let function = operation.call.as_call().map(|(function, _)| &function.kind);
    match function {
        Some(ExprKind::Attribute { attribute, .. }) => attribute,
        Some(ExprKind::Name(name)) => name,
        _ => "",
    }
}
