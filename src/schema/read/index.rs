//! Indexes of SQLAlchemy, by way of the SQL that it writes.

use super::Reader;
use super::column::btree;
use super::constraint::{Keywords, keyword};
use super::values::Names;
use crate::python::{Expr, ExprKind, Passing};
use crate::sql::{
    ConstraintKind, IndexBody, IndexDef, IndexElement, Maybe, Statement, TableName, identifier,
    read_statements,
};

/// The keywords by which an index is more than its columns.
const DETAILS: [&str; 6] = [
    "postgresql_ops",
    "postgresql_using",
    "postgresql_include",
    "postgresql_nulls_not_distinct",
    "postgresql_with",
    "postgresql_where",
];

impl<'a> Reader<'a, '_> {
    /// An index on `table`.
    pub(super) fn index(
        &self,
        name: Option<&'a Expr>,
        table: TableName,
        columns: &[(&'a Expr, Names<'a>)],
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> IndexDef {
        let is_true = |name: &str| keyword(name).is_some_and(|value| self.truth(value, names) == Some(true));
        let name = self.constraint_name(name, names, ConstraintKind::Unique);
        let body = self.index_body(&table, columns, names, keyword);
        IndexDef { name, table, body, unless_there: is_true("if_not_exists") }
    }

    /// `sa.Index('ix', 'a', …)` among the arguments of `create_table`.
    pub(super) fn inline_index(
        &self,
        expr: &'a Expr,
        names: &Names<'a>,
        table: &TableName,
    ) -> Option<IndexDef> {
        let (expr, names) = &self.resolve(expr, names);
        let (function, arguments) = expr.as_call()?;
        if self.sqlalchemy(function)?.rsplit('.').next()? != "Index" {
            return None;
        }
        let mut positional = arguments.iter().filter(|argument| argument.passing == Passing::Positional);
        let name = positional.next().map(|argument| &argument.value);
        let columns: Vec<(&'a Expr, Names<'a>)> =
            positional.map(|argument| (&argument.value, names.clone())).collect();
        let keyword = |name: &str| keyword(arguments, name);
        Some(self.index(name, table.clone(), &columns, names, &keyword))
    }

    fn index_body(
        &self,
        table: &TableName,
        columns: &[(&'a Expr, Names<'a>)],
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> Maybe<IndexBody> {
        let is_true = |name: &str| keyword(name).is_some_and(|value| self.truth(value, names) == Some(true));
        // Most indexes are of columns alone, which no grammar has to read.
        let is_bare = !DETAILS.iter().any(|name| keyword(name).is_some());
        let bare = || columns.iter().map(|(column, inner)| self.bare_key(column, inner));
        if let Some(elements) = is_bare.then(|| bare().collect::<Option<Vec<_>>>()).flatten() {
            return Ok(btree(elements, is_true("unique")));
        }
        let operators = match keyword("postgresql_ops") {
            Some(value) => self.entries(value, names)?,
            None => Vec::new(),
        };
        let mut elements = Vec::new();
        for (column, inner) in columns {
            let (column, inner) = &self.resolve(column, inner);
            let (mut text, key) = match self.string(column, inner) {
                Ok(name) => (identifier(&name), Some(name)),
                Err(_) => (self.expression(column, inner)?, self.label(column, inner)),
            };
            if let Some((_, class)) = operators.iter().find(|(name, _)| Some(name) == key.as_ref()) {
                text = format!("{text} {class}");
            }
            elements.push(text);
        }
        let mut sql =
            format!("CREATE{} INDEX x ON {}", if is_true("unique") { " UNIQUE" } else { "" }, table.sql());
        if let Some(using) = keyword("postgresql_using") {
            sql += &format!(" USING {}", self.string(using, names)?);
        }
        sql += &format!(" ({})", elements.join(", "));
        if let Some(include) = keyword("postgresql_include") {
            let include = self.strings(include, names)?;
            if !include.is_empty() {
                let include: Vec<String> = include.iter().map(|column| identifier(column)).collect();
                sql += &format!(" INCLUDE ({})", include.join(", "));
            }
        }
        if is_true("postgresql_nulls_not_distinct") {
            sql += " NULLS NOT DISTINCT";
        }
        if let Some(with) = keyword("postgresql_with") {
            let options: Vec<String> =
                self.entries(with, names)?.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            sql += &format!(" WITH ({})", options.join(", "));
        }
        if let Some(condition) = keyword("postgresql_where") {
            sql += &format!(" WHERE {}", self.text(condition, names)?);
        }
        match read_statements(&sql).pop() {
            Some(Statement::CreateIndex(index)) => index.body,
            _ => Err(format!("the index `{sql}` is not understood")),
        }
    }

    /// A column by its name.
    fn bare_key(&self, column: &'a Expr, names: &Names<'a>) -> Option<IndexElement> {
        let (column, names) = &self.resolve(column, names);
        // Postgres cuts longer ones.
        let name = self.string(column, names).ok().filter(|name| name.len() <= 63)?;
        Some(IndexElement { column: Some(name), expression: String::new(), tail: String::new() })
    }

    /// The name of `….label('name')`.
    fn label(&self, expr: &'a Expr, names: &Names<'a>) -> Option<String> {
        let (function, arguments) = expr.as_call()?;
        match &function.kind {
            ExprKind::Attribute { attribute, .. } if attribute == "label" => {
                self.string(&arguments.first()?.value, names).ok()
            }
            _ => None,
        }
    }

    /// The entries of a literal dictionary as texts.
    fn entries(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<Vec<(String, String)>> {
        let (expr, names) = &self.resolve(expr, names);
        let unclear = || format!("`{}` is no literal", self.shown(expr));
        let ExprKind::Dict(entries) = &expr.kind else { return Err(unclear()) };
        entries
            .iter()
            .map(|(key, value)| {
                let key = self.string(key.as_ref().ok_or_else(unclear)?, names)?;
                let value = match (&value.kind, self.string(value, names)) {
                    (ExprKind::Boolean(value), _) => value.to_string(),
                    (_, value) => value?,
                };
                Ok((key, value))
            })
            .collect()
    }
}
