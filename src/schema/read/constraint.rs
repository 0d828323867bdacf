//! Constraints of SQLAlchemy.

use super::Reader;
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::sql::{
    Action, ConstraintBody, ConstraintDef, ConstraintKind, ConstraintName, Maybe, Statement, TableName,
    identifier, read_statements,
};

/// Where the keyword arguments of a constraint are looked up.
pub(super) type Keywords<'l, 'a> = &'l dyn Fn(&str) -> Option<&'a Expr>;

impl<'a> Reader<'a, '_> {
    /// `sa.UniqueConstraint(…)` and the like; nothing for anything else.
    pub(super) fn constraint(&self, expr: &'a Expr, names: &Names<'a>) -> Option<ConstraintDef> {
        let (expr, names) = &self.resolve(expr, names);
        let (function, arguments) = expr.as_call()?;
        let keyword = |name: &str| keyword(arguments, name);
        let path = self.sqlalchemy(function)?;
        let positional = |at: usize| {
            let mut found = arguments.iter().filter(|argument| argument.passing == Passing::Positional);
            found.nth(at).map(|argument| &argument.value)
        };
        let kind = match path.rsplit('.').next()? {
            "PrimaryKeyConstraint" => ConstraintKind::PrimaryKey,
            "UniqueConstraint" => ConstraintKind::Unique,
            "ForeignKeyConstraint" => ConstraintKind::ForeignKey,
            "CheckConstraint" => ConstraintKind::Check,
            "ExcludeConstraint" => ConstraintKind::Exclude,
            _ => return None,
        };
        let name = self.constraint_name(keyword("name"), names, kind);
        let body = match kind {
            ConstraintKind::PrimaryKey | ConstraintKind::Unique => {
                self.all_columns(arguments, names).map(|columns| self.key_body(columns, names, &keyword))
            }
            ConstraintKind::ForeignKey => {
                let columns = keyword("columns").or_else(|| positional(0));
                let targets = keyword("refcolumns").or_else(|| positional(1));
                match (columns, targets) {
                    (Some(columns), Some(targets)) => self.foreign_key(columns, targets, names, &keyword),
                    _ => Err("its columns are not in the text".to_owned()),
                }
            }
            ConstraintKind::Check => {
                let condition = keyword("sqltext").or_else(|| positional(0));
                self.check_body(condition, names, &keyword)
            }
            ConstraintKind::Exclude => self.exclusion(arguments, names, &keyword),
        };
        if keyword("use_alter").is_some_and(|value| self.truth(value, names) == Some(true)) {
            return None;
        }
        Some(ConstraintDef { name, kind, body })
    }

    /// What a constraint is called.
    pub(super) fn constraint_name(
        &self,
        name: Option<&'a Expr>,
        names: &Names<'a>,
        kind: ConstraintKind,
    ) -> ConstraintName {
        let Some(name) = name else { return ConstraintName::Convention };
        let (resolved, inner) = self.resolve(name, names);
        if matches!(resolved.kind, ExprKind::None) {
            return ConstraintName::Convention;
        }
        let is_final = matches!(&resolved.kind, ExprKind::Call { .. });
        match self.string(resolved, &inner) {
            Ok(text) if kind == ConstraintKind::Check && !is_final => ConstraintName::Plain(text),
            Ok(text) => ConstraintName::Given(text),
            Err(why) => ConstraintName::Unknown(why),
        }
    }

    fn all_columns(&self, arguments: &'a [Argument], names: &Names<'a>) -> Maybe<Vec<String>> {
        let mut columns = Vec::new();
        for argument in arguments {
            match argument.passing {
                Passing::Positional => columns.push(self.string(&argument.value, names)?),
                Passing::Star => columns.extend(self.strings(&argument.value, names)?),
                Passing::Keyword(_) | Passing::DoubleStar => {}
            }
        }
        Ok(columns)
    }

    /// The body of a key or unique constraint.
    pub(super) fn key_body(
        &self,
        columns: Vec<String>,
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> ConstraintBody {
        let mut parts = Vec::new();
        let distinct = keyword("postgresql_nulls_not_distinct");
        if distinct.is_some_and(|value| self.truth(value, names) == Some(true)) {
            parts.push("NULLS NOT DISTINCT".to_owned());
        }
        let include = keyword("postgresql_include").and_then(|include| self.strings(include, names).ok());
        if let Some(include) = include.filter(|include| !include.is_empty()) {
            parts.push(format!("INCLUDE ({})", include.join(", ")));
        }
        ConstraintBody {
            columns,
            references: None,
            expression: None,
            index_options: parts.join(" "),
            options: self.options(names, keyword),
        }
    }

    /// The body of a check.
    pub(super) fn check_body(
        &self,
        condition: Option<&'a Expr>,
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> Maybe<ConstraintBody> {
        let condition = condition.ok_or_else(|| "its condition is not in the text".to_owned())?;
        Ok(ConstraintBody {
            columns: Vec::new(),
            references: None,
            expression: Some(self.text(condition, names)?),
            index_options: String::new(),
            options: self.options(names, keyword),
        })
    }

    /// `ForeignKeyConstraint(['a'], ['p.id'])`
    fn foreign_key(
        &self,
        columns: &'a Expr,
        targets: &'a Expr,
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> Maybe<ConstraintBody> {
        let columns = self.strings(columns, names)?;
        let mut table = None;
        let mut referenced = Vec::new();
        for target in self.strings(targets, names)? {
            let (found, column) = target_column(&target)?;
            table = Some(found);
            referenced.push(column);
        }
        let table = table.ok_or_else(|| "it points to nothing".to_owned())?;
        Ok(self.reference_body(columns, table, referenced, names, keyword))
    }

    /// The body of a foreign key.
    pub(super) fn reference_body(
        &self,
        columns: Vec<String>,
        table: TableName,
        referenced: Vec<String>,
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> ConstraintBody {
        ConstraintBody {
            columns,
            references: Some((table, referenced)),
            expression: None,
            index_options: String::new(),
            options: self.options(names, keyword),
        }
    }

    /// `sa.ForeignKey('p.id')` of the column `own`.
    pub(super) fn column_reference(
        &self,
        expr: &'a Expr,
        names: &Names<'a>,
        own: &str,
    ) -> Option<ConstraintDef> {
        let (_, arguments) = expr.as_call()?;
        let keyword = |name: &str| keyword(arguments, name);
        let target = arguments.first().map(|argument| &argument.value)?;
        let body =
            self.string(target, names).and_then(|target| target_column(&target)).map(|(table, column)| {
                self.reference_body(vec![own.to_owned()], table, vec![column], names, &keyword)
            });
        let name = self.constraint_name(keyword("name"), names, ConstraintKind::ForeignKey);
        Some(ConstraintDef { name, kind: ConstraintKind::ForeignKey, body })
    }

    fn exclusion(
        &self,
        arguments: &'a [Argument],
        names: &Names<'a>,
        keyword: Keywords<'_, 'a>,
    ) -> Maybe<ConstraintBody> {
        let mut elements = Vec::new();
        for argument in arguments.iter().filter(|argument| argument.passing == Passing::Positional) {
            let unclear = || format!("`{}` is not understood", self.shown(&argument.value));
            let (pair, inner) = self.resolve(&argument.value, names);
            let ExprKind::Tuple(items) = &pair.kind else { return Err(unclear()) };
            let [element, operator] = items.as_slice() else { return Err(unclear()) };
            let element_sql = match self.string(element, &inner) {
                Ok(name) => identifier(&name),
                Err(_) => self.expression(element, &inner)?,
            };
            elements.push(format!("{element_sql} WITH {}", self.string(operator, &inner)?));
        }
        let using = keyword("using").map_or(Ok("gist".to_owned()), |using| self.string(using, names))?;
        let condition = match keyword("where") {
            Some(condition) => format!(" WHERE ({})", self.text(condition, names)?),
            None => String::new(),
        };
        if keyword("ops").is_some() {
            return Err("operator classes of an exclusion are not followed".to_owned());
        }
        let definition = format!("USING {using} ({}){condition}", elements.join(", "));
        let statement = format!("ALTER TABLE t ADD EXCLUDE {definition}");
        match read_statements(&statement).as_slice() {
            [Statement::AlterTable { actions, .. }] => match actions.as_slice() {
                [Action::AddConstraint(found)] => found.body.clone(),
                _ => Err("the exclusion is not understood".to_owned()),
            },
            _ => Err("the exclusion is not understood".to_owned()),
        }
    }

    /// The options in the order in which Postgres prints them.
    fn options(&self, names: &Names<'a>, keyword: Keywords<'_, 'a>) -> String {
        let text = |name: &str| {
            let value = keyword(name)?;
            self.string(value, names).ok().map(|text| text.to_uppercase())
        };
        let is_true = |name: &str| keyword(name).is_some_and(|value| self.truth(value, names) == Some(true));
        let mut parts = Vec::new();
        if text("match").as_deref() == Some("FULL") {
            parts.push("MATCH FULL".to_owned());
        }
        for (keyword, clause) in [("onupdate", "ON UPDATE"), ("ondelete", "ON DELETE")] {
            if let Some(action) = text(keyword).filter(|action| action != "NO ACTION") {
                parts.push(format!("{clause} {action}"));
            }
        }
        let deferred = text("initially").as_deref() == Some("DEFERRED");
        if is_true("deferrable") || deferred {
            parts.push("DEFERRABLE".to_owned());
        }
        if deferred {
            parts.push("INITIALLY DEFERRED".to_owned());
        }
        if is_true("postgresql_not_valid") {
            parts.push("NOT VALID".to_owned());
        }
        parts.join(" ")
    }
}

/// The keyword argument of that name, unless it is `None`.
pub(super) fn keyword<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a Expr> {
    let found = arguments.iter().find(|argument| argument.keyword() == Some(name))?;
    Some(&found.value).filter(|value| !matches!(value.kind, ExprKind::None))
}

/// `s1.p.id` taken apart.
fn target_column(target: &str) -> Maybe<(TableName, String)> {
    let mut parts: Vec<&str> = target.split('.').collect();
    let column = parts.pop().unwrap_or_default().to_owned();
    let table = parts.pop().ok_or_else(|| format!("`{target}` names no column"))?.to_owned();
    let schema = (!parts.is_empty()).then(|| parts.join("."));
    Ok((TableName::in_schema(schema, table), column))
}
