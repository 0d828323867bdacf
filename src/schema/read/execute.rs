//! SQL that a revision runs.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Piece};
use crate::sql::{Maybe, Statement, TableName, read_statements, through_text};

/// Stands for a value that is not known inside a statement that only changes rows.
const HOLE: &str = "unknown_value";

impl<'a> Reader<'a, '_> {
    /// Runs what `op.execute`, `connection.execute` and the like are given; `binds` says whether a plain
    /// string goes through `text()`.
    pub(super) fn execute(&mut self, expr: &'a Expr, names: &Names<'a>, binds: bool) {
        for statement in self.statements(expr, names, binds) {
            if statement != Statement::Harmless {
                self.run(statement, expr);
            }
        }
    }

    fn statements(&self, expr: &'a Expr, names: &Names<'a>, binds: bool) -> Vec<Statement> {
        let (expr, inner) = &self.resolve(expr, names);
        if let ExprKind::Call { function, arguments, .. } = &expr.kind
            && let Some(found) = self.construct(function, arguments, inner)
        {
            return found;
        }
        let opaque =
            || vec![Statement::Opaque(format!("the SQL of `{}` is not in the text", self.shown(expr)))];
        match self.string(expr, inner) {
            // What goes to the driver as it is has its percent signs doubled.
            Ok(sql) => read_statements(&if binds { through_text(&sql).0 } else { sql.replace("%%", "%") }),
            Err(_) => match self.with_holes(expr, inner) {
                Some(sql) => rows_only(&through_text(&sql).0).unwrap_or_else(opaque),
                None => opaque(),
            },
        }
    }

    /// What `text(…)`, `DDL(…)` and the statements of SQLAlchemy do; nothing for any other call.
    fn construct(
        &self,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
    ) -> Option<Vec<Statement>> {
        // `text(…).bindparams(…)`, `table.update().where(…)`: what counts is the first call.
        if let ExprKind::Attribute { value, attribute } = &function.kind {
            let (inner, inner_names) = self.resolve(value, names);
            if let ExprKind::Call { function, arguments, .. } = &inner.kind
                && self.string(inner, &inner_names).is_err()
            {
                return self
                    .construct(function, arguments, &inner_names)
                    .or_else(|| is_dml(attribute).then(Vec::new));
            }
            if is_dml(attribute) && self.sqlalchemy(function).is_none() {
                return Some(Vec::new());
            }
        }
        let path = self.sqlalchemy(function)?;
        let first = arguments.first().map(|argument| &argument.value);
        Some(match path.as_str() {
            "text" => self.statements(first?, names, true),
            "DDL" | "ddl.DDL" => match self.string(first?, names) {
                Ok(sql) => read_statements(&sql.replace("%%", "%")),
                Err(_) => self.statements(first?, names, false),
            },
            "CreateSequence" | "ddl.CreateSequence" => match self.named(first?, names) {
                Ok(name) => vec![Statement::CreateSequence { name, owner: None }],
                Err(_) => Vec::new(),
            },
            "DropSequence" | "ddl.DropSequence" => match self.named(first?, names) {
                Ok(name) => vec![Statement::DropSequences(vec![name])],
                Err(_) => Vec::new(),
            },
            "CreateSchema" | "ddl.CreateSchema" => Vec::new(),
            other => {
                let last = other.rsplit('.').next().unwrap_or(other);
                if is_dml(last) {
                    Vec::new()
                } else {
                    vec![Statement::Opaque(format!("`{}` is not understood", self.shown(function)))]
                }
            }
        })
    }

    /// The name of `sa.Sequence('name', schema='s')`.
    pub(super) fn named(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<TableName> {
        let (expr, names) = self.resolve(expr, names);
        let unclear = || format!("`{}` is not understood", self.shown(expr));
        let (_, arguments) = expr.as_call().ok_or_else(unclear)?;
        let name = self.string(&arguments.first().ok_or_else(unclear)?.value, &names)?;
        let schema = arguments.iter().find(|argument| argument.keyword() == Some("schema"));
        let schema = schema.filter(|schema| !matches!(schema.value.kind, ExprKind::None));
        let schema = schema.map(|schema| self.string(&schema.value, &names)).transpose()?;
        Ok(TableName::in_schema(schema, name))
    }

    /// An f-string with a name for each value that is not known.
    fn with_holes(&self, expr: &'a Expr, names: &Names<'a>) -> Option<String> {
        match &expr.kind {
            ExprKind::Formatted(pieces) => Some(
                pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => text.clone(),
                        Piece::Value(value) => self.string(value, names).unwrap_or_else(|_| HOLE.to_owned()),
                    })
                    .collect(),
            ),
            ExprKind::Percent { left, .. } => Some(self.string(left, names).ok()?.replace("%s", HOLE)),
            ExprKind::Call { function, .. } => match &function.kind {
                ExprKind::Attribute { value, attribute } if attribute == "format" => {
                    let template = self.string(value, names).ok()?;
                    let mut text = String::new();
                    let mut rest = template.as_str();
                    while let Some((before, after)) = rest.split_once('{') {
                        text += before;
                        text += HOLE;
                        rest = after.split_once('}')?.1;
                    }
                    Some(text + rest)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Nothing to do, where every statement only changes rows.
fn rows_only(sql: &str) -> Option<Vec<Statement>> {
    let statements = read_statements(sql);
    statements.iter().all(|statement| *statement == Statement::Harmless).then(Vec::new)
}

/// Whether a name makes a statement that changes or reads rows.
fn is_dml(name: &str) -> bool {
    matches!(
        name,
        "insert"
            | "update"
            | "delete"
            | "select"
            | "values"
            | "where"
            | "union"
            | "union_all"
            | "exists"
            | "func"
            | "from_select"
            | "returning"
            | "filter"
            | "query"
            | "select_from"
            | "order_by"
            | "limit"
            | "on_conflict_do_nothing"
            | "on_conflict_do_update"
            | "literal"
            | "literal_column"
            | "cast"
    ) || name.starts_with("func.")
}
