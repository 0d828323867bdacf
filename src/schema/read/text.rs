//! Texts that Python puts together.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Operator, Passing, Piece};
use crate::sql::Maybe;

impl<'a> Reader<'a, '_> {
    /// The text that an expression is in every run.
    pub(super) fn string(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<String> {
        let (expr, names) = &self.resolve(expr, names);
        let unclear = || format!("`{}` is no literal", self.shown(expr));
        if let Some(number) = self.number(expr, names) {
            return Ok(number.to_string());
        }
        match &expr.kind {
            ExprKind::String(value) => Ok(value.clone()),
            ExprKind::Formatted(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Ok(text.clone()),
                    Piece::Value(value) => self.string(value, names),
                })
                .collect(),
            ExprKind::Binary { operator: Operator::Add, left, right } => {
                Ok(self.string(left, names)? + &self.string(right, names)?)
            }
            ExprKind::Percent { left, right } => {
                let template = self.string(left, names)?;
                self.percent(&template, right, names)?.ok_or_else(unclear)
            }
            ExprKind::Call { function, arguments, .. } => {
                self.called_text(function, arguments, names)?.ok_or_else(unclear)
            }
            _ => Err(unclear()),
        }
    }

    /// `template % right`; nothing where it is not understood.
    fn percent(&self, template: &str, right: &'a Expr, names: &Names<'a>) -> Maybe<Option<String>> {
        let (right, inner) = self.resolve(right, names);
        let values: Vec<&'a Expr> = match &right.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            ExprKind::Dict(_) => Vec::new(),
            _ => vec![right],
        };
        let mut values = values.into_iter();
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('%') {
            text += before;
            let mut value = |kinds: &[char]| after.strip_prefix(kinds).and_then(|_| values.next());
            if let Some(after) = after.strip_prefix('%') {
                text.push('%');
                rest = after;
            } else if let Some((name, after)) =
                after.strip_prefix('(').and_then(|named| named.split_once(")s"))
                && let ExprKind::Dict(entries) = &right.kind
                && let Some((_, value)) = entries
                    .iter()
                    .find(|(key, _)| key.as_ref().and_then(Expr::as_str) == Some(name))
                    .filter(|_| !self.changed.contains(&right.span))
            {
                text += &self.string(value, &inner)?;
                rest = after;
            } else if let Some(value) = value(&['s', 'd']) {
                text += &self.string(value, &inner)?;
                rest = &after[1..];
            } else {
                return Ok(None);
            }
        }
        Ok(values.next().is_none().then(|| text + rest))
    }

    /// The text that a call gives; nothing where it is not understood.
    fn called_text(
        &self,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
    ) -> Maybe<Option<String>> {
        let path = function.dotted().unwrap_or_default();
        let last = path.rsplit('.').next().unwrap_or_default();
        if let ("f" | "conv" | "quoted_name" | "str", [first, ..]) = (last, arguments) {
            return self.string(&first.value, names).map(Some);
        }
        if let ("dedent", [only]) = (last, arguments) {
            return Ok(Some(dedent(&self.string(&only.value, names)?)));
        }
        let ExprKind::Attribute { value, attribute } = &function.kind else { return Ok(None) };
        Ok(Some(match (attribute.as_str(), arguments) {
            ("strip", []) => self.string(value, names)?.trim().to_owned(),
            ("lower", []) => self.string(value, names)?.to_lowercase(),
            ("upper", []) => self.string(value, names)?.to_uppercase(),
            ("replace", [from, to]) => {
                let (from, to) = (self.string(&from.value, names)?, self.string(&to.value, names)?);
                self.string(value, names)?.replace(&from, &to)
            }
            ("join", [parts]) => self.strings(&parts.value, names)?.join(&self.string(value, names)?),
            ("format", _) => return self.format(&self.string(value, names)?, arguments, names),
            _ => return Ok(None),
        }))
    }

    /// `template.format(…)` with fields that are put in as they are.
    fn format(&self, template: &str, arguments: &'a [Argument], names: &Names<'a>) -> Maybe<Option<String>> {
        let positional: Vec<&'a Expr> = arguments
            .iter()
            .filter(|argument| argument.passing == Passing::Positional)
            .map(|argument| &argument.value)
            .collect();
        if arguments.iter().any(|argument| matches!(argument.passing, Passing::Star | Passing::DoubleStar)) {
            return Ok(None);
        }
        let mut next = 0;
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            text += &rest[..at];
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                text += brace;
                rest = after;
                continue;
            }
            let Some((field, after)) = after.split_once('}').filter(|_| brace == "{") else {
                return Ok(None);
            };
            let found = if field.is_empty() {
                next += 1;
                positional.get(next - 1).copied()
            } else if let Ok(at) = field.parse::<usize>() {
                positional.get(at).copied()
            } else {
                let named = arguments.iter().find(|argument| argument.keyword() == Some(field));
                named.map(|argument| &argument.value)
            };
            let Some(found) = found else { return Ok(None) };
            text += &self.string(found, names)?;
            rest = after;
        }
        Ok(Some(text + rest))
    }
}

/// `textwrap.dedent`
fn dedent(text: &str) -> String {
    let is_blank = |line: &str| line.chars().all(|c| c == ' ' || c == '\t');
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut margin: Option<&str> = None;
    for line in text.split('\n').filter(|line| !is_blank(line)) {
        let own = &line[..indent(line)];
        margin = Some(margin.map_or(own, |margin| {
            let same = margin.bytes().zip(own.bytes()).take_while(|(one, other)| one == other).count();
            &margin[..same]
        }));
    }
    let margin = margin.unwrap_or_default();
    let lines = text
        .split('\n')
        .map(|line| if is_blank(line) { "" } else { line.strip_prefix(margin).unwrap_or(line) });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::dedent;

    #[test]
    fn dedent_takes_away_what_all_lines_share() {
        for (text, dedented) in [
            ("  a\n    b\n", "a\n  b\n"),
            ("\n  a\n \n  b\n  ", "\na\n\nb\n"),
            ("\ta\n b", "\ta\n b"),
            ("a\n  b", "a\n  b"),
            ("", ""),
        ] {
            assert_eq!(dedent(text), dedented, "{text:?}");
        }
    }
}
