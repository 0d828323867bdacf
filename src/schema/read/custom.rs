//! Custom types: those that a rule knows, and those that are known from outside the text.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::types::Typed;
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Passing, Root};
use crate::rules::{ArgumentValue, CreatedIndex, Lookup, Rule, TypeReference, Value};
use crate::schema::told::ToldType;
use crate::sql::{
    ConstraintName, IndexDef, Statement, TableName, canonical_type, create_index, identifier, read_statements,
};

impl Typed {
    pub(super) fn told(told: &ToldType) -> Self {
        match told.sql.as_deref().map(canonical_type) {
            Some(Ok(found)) => Self {
                integer: told.integer,
                creates: told.creates.clone(),
                collation: found.collation,
                ..Self::plain(found.sql)
            },
            Some(Err(why)) => Self::unknown(why),
            None => Self::unknown("the type has no text of its own".to_owned()),
        }
    }
}

impl<'a> Reader<'a, '_> {
    /// A custom type that a rule knows.
    pub(super) fn by_rule(
        &self,
        expr: &'a Expr,
        class: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
    ) -> Typed {
        let unknown = || Typed::unknown(format!("no rule knows the type `{}`", self.shown(expr)));
        let Some(resolution) = self.revision.names.resolve(class) else { return unknown() };
        let root_bound = !matches!(resolution.root, Root::Unbound | Root::Builtin);
        let Lookup::Rule(rule) = self.rules.lookup(&TypeReference { path: &resolution.path, root_bound })
        else {
            return unknown();
        };
        let arguments: Vec<(Option<&str>, ArgumentValue)> =
            arguments.iter().map(|argument| (argument.keyword(), self.rule_value(argument, names))).collect();
        let bound = rule.bind(&arguments);
        if let Some(problem) = bound.problems.first() {
            return Typed::unknown(format!("`{}`: {}", self.shown(expr), problem.what));
        }
        if !rule.is_complete(&resolution.path, &bound.values) {
            return Typed::unknown(format!("`{}` hides a value that its type needs", self.shown(expr)));
        }
        match rule.sql_text(&bound.values).map(|sql| canonical_type(&sql)) {
            Some(Ok(found)) => Typed {
                integer: is_integer(rule, &found.sql),
                creates: rule.created_index(&bound.values),
                collation: found.collation,
                ..Typed::plain(found.sql)
            },
            _ => unknown(),
        }
    }

    fn rule_value(&self, argument: &'a Argument, names: &Names<'a>) -> ArgumentValue {
        if matches!(argument.passing, Passing::Star | Passing::DoubleStar) {
            return ArgumentValue::Dynamic;
        }
        let (value, inner) = self.resolve(&argument.value, names);
        match &value.kind {
            ExprKind::None => ArgumentValue::None_,
            ExprKind::Boolean(value) => ArgumentValue::Literal(Value::Boolean(*value)),
            _ => match (self.number(value, &inner), self.string(value, &inner)) {
                (Some(number), _) => ArgumentValue::Literal(Value::Integer(number)),
                (None, Ok(text)) => ArgumentValue::Literal(Value::Text(text)),
                (None, Err(_)) => ArgumentValue::Dynamic,
            },
        }
    }
}

/// Whether SQLAlchemy takes a rule's type for an integer, and so makes SERIAL of it on a key.
fn is_integer(rule: &Rule, sql: &str) -> bool {
    rule.is_integer() || matches!(sql, "integer" | "bigint" | "smallint")
}

/// The index that a type's package makes beside the column.
pub(super) fn companion(created: &CreatedIndex, table: &TableName, column: &str) -> Option<IndexDef> {
    let name = created.name(&table.name, column);
    let sql = create_index(&name, table, &created.using, &created.key(&identifier(column)));
    match read_statements(&sql).pop() {
        Some(Statement::CreateIndex(index)) => Some(IndexDef { name: ConstraintName::Given(name), ..*index }),
        _ => None,
    }
}
