//! Expressions of SQLAlchemy as SQL.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::values::Names;
use crate::python::{Expr, ExprKind};
use crate::sql::{Fill, Maybe, identifier, literal, through_text};

impl<'a> Reader<'a, '_> {
    /// What `server_default=` says.
    pub(super) fn default(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<Option<Fill>> {
        let (expr, names) = &self.resolve(expr, names);
        match &expr.kind {
            ExprKind::None => return Ok(None),
            ExprKind::Call { function, arguments, .. } => {
                let first = arguments.first().map(|argument| &argument.value);
                match (self.sqlalchemy(function).as_deref(), first) {
                    (Some("FetchedValue"), _) => return Ok(None),
                    (Some("DefaultClause"), Some(first)) => return self.default(first, names),
                    (Some("Identity" | "Computed"), _) => return self.generated(expr, names),
                    _ => {}
                }
            }
            _ => {}
        }
        if let Ok(text) = self.string(expr, names) {
            return Ok(Some(Fill::Default(literal(&text))));
        }
        self.expression(expr, names).map(|text| Some(Fill::Default(text)))
    }

    /// `sa.Identity(…)` and `sa.Computed(…)`.
    pub(super) fn generated(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<Option<Fill>> {
        let unclear = || format!("`{}` is not understood", self.shown(expr));
        let (function, arguments) = expr.as_call().ok_or_else(unclear)?;
        if self.sqlalchemy(function).as_deref() == Some("Computed") {
            let text = self.text(&arguments.first().ok_or_else(unclear)?.value, names)?;
            return Ok(Some(Fill::Stored(text)));
        }
        let mut always = false;
        let mut options = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let name = argument
                .keyword()
                .unwrap_or(["always", "on_null", "start", "increment"].get(at).ok_or_else(unclear)?);
            let value = &argument.value;
            let number = || self.number(value, names).ok_or_else(unclear);
            let truth = || self.truth(value, names).ok_or_else(unclear);
            match name {
                _ if matches!(value.kind, ExprKind::None) => {}
                "always" => always = truth()?,
                "start" => options.push((1, format!("START WITH {}", number()?))),
                "increment" => options.push((0, format!("INCREMENT BY {}", number()?))),
                "minvalue" => options.push((2, format!("MINVALUE {}", number()?))),
                "maxvalue" => options.push((3, format!("MAXVALUE {}", number()?))),
                "cache" => options.push((6, format!("CACHE {}", number()?))),
                "nominvalue" if truth()? => options.push((4, "NO MINVALUE".to_owned())),
                "nomaxvalue" if truth()? => options.push((5, "NO MAXVALUE".to_owned())),
                "cycle" => options.push((7, if truth()? { "CYCLE" } else { "NO CYCLE" }.to_owned())),
                "on_null" | "nominvalue" | "nomaxvalue" => {}
                _ => return Err(unclear()),
            }
        }
        options.sort();
        let texts: Vec<String> = options.into_iter().map(|(_, text)| text).collect();
        let options = if texts.is_empty() { String::new() } else { format!("({})", texts.join(" ")) };
        Ok(Some(Fill::Identity { always, options }))
    }

    /// A whole number.
    pub(super) fn number(&self, expr: &'a Expr, names: &Names<'a>) -> Option<i64> {
        let (expr, names) = &self.resolve(expr, names);
        match &expr.kind {
            ExprKind::Integer(value) => Some(*value),
            ExprKind::Negative(inner) => self.number(inner, names)?.checked_neg(),
            ExprKind::Binary { operator, left, right } => {
                operator.of_integers(self.number(left, names)?, self.number(right, names)?)
            }
            _ => None,
        }
    }

    /// Text that goes through `text()`, given as a string or as `sa.text(…)`.
    pub(super) fn text(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<String> {
        let (expr, names) = &self.resolve(expr, names);
        match self.string(expr, names) {
            Ok(text) => Ok(through_text(&text).0),
            Err(_) => self.expression(expr, names),
        }
    }

    /// An expression of SQLAlchemy as SQL.
    pub(super) fn expression(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<String> {
        let (expr, names) = &self.resolve(expr, names);
        let unclear = || format!("`{}` is not understood", self.shown(expr));
        if let ExprKind::Integer(_) | ExprKind::Negative(_) = expr.kind {
            return self.number(expr, names).map(|number| number.to_string()).ok_or_else(unclear);
        }
        let (function, arguments) = expr.as_call().ok_or_else(unclear)?;
        if let ExprKind::Attribute { value, attribute } = &function.kind
            && self.sqlalchemy(function).is_none()
        {
            let inner = || self.expression(value, names);
            return match attribute.as_str() {
                "label" => inner(),
                "inline_literal" => self.value_sql(&arguments.first().ok_or_else(unclear)?.value, names),
                "desc" => Ok(format!("{} DESC", inner()?)),
                "asc" => Ok(format!("{} ASC", inner()?)),
                "nulls_first" | "nullsfirst" => Ok(format!("{} NULLS FIRST", inner()?)),
                "nulls_last" | "nullslast" => Ok(format!("{} NULLS LAST", inner()?)),
                "next_value" => {
                    let (_, arguments) = value.as_call().ok_or_else(unclear)?;
                    let name = self.string(&arguments.first().ok_or_else(unclear)?.value, names)?;
                    Ok(format!("nextval({})", literal(&identifier(&name))))
                }
                _ => Err(unclear()),
            };
        }
        let path = self.sqlalchemy(function).ok_or_else(unclear)?;
        let first = arguments.first().map(|argument| &argument.value);
        let argument = |at: usize| arguments.get(at).map(|argument| &argument.value).ok_or_else(unclear);
        match (path.as_str(), first) {
            ("text", Some(text)) => Ok(through_text(&self.string(text, names)?).0),
            ("literal_column", Some(text)) => self.string(text, names),
            ("column", Some(name)) => Ok(identifier(&self.string(name, names)?)),
            ("literal" | "inline_literal", Some(value)) => self.value_sql(value, names),
            ("true", None) => Ok("true".to_owned()),
            ("false", None) => Ok("false".to_owned()),
            ("null", None) => Ok("NULL".to_owned()),
            ("desc" | "asc", Some(value)) => {
                let inner = self.string(value, names).map(|name| identifier(&name));
                Ok(format!("{} {}", inner.or_else(|_| self.expression(value, names))?, path.to_uppercase()))
            }
            ("cast", Some(value)) => {
                let type_sql = self.type_text(argument(1)?, names)?;
                let inner = self.value_sql(value, names).or_else(|_| self.expression(value, names))?;
                Ok(format!("CAST({inner} AS {type_sql})"))
            }
            (
                "func.current_timestamp"
                | "func.current_date"
                | "func.current_time"
                | "func.localtimestamp"
                | "func.localtime"
                | "func.current_user",
                None,
            ) => Ok(path.trim_start_matches("func.").to_uppercase()),
            (path, _) if path.starts_with("func.") => {
                let values: Maybe<Vec<String>> = arguments
                    .iter()
                    .map(|argument| {
                        let value = &argument.value;
                        self.value_sql(value, names).or_else(|_| self.expression(value, names))
                    })
                    .collect();
                Ok(format!("{}({})", path.trim_start_matches("func."), values?.join(", ")))
            }
            _ => Err(unclear()),
        }
    }

    /// A Python value as SQL.
    fn value_sql(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<String> {
        let (expr, names) = &self.resolve(expr, names);
        match &expr.kind {
            ExprKind::Integer(value) => Ok(value.to_string()),
            ExprKind::Boolean(value) => Ok(value.to_string()),
            ExprKind::None => Ok("NULL".to_owned()),
            ExprKind::String(_) | ExprKind::Formatted(_) => Ok(literal(&self.string(expr, names)?)),
            _ => Err(format!("`{}` is not understood", self.shown(expr))),
        }
    }
}
