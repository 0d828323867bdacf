//! Column names inside expressions.

use std::collections::BTreeSet;

use squawk_syntax::{SyntaxElement, SyntaxKind as Kind, SyntaxNode};

use super::syntax::{fold, statements};
use super::text::identifier;

const HEAD: &str = "SELECT ";

/// Whether `text` can be an expression.
///
/// # Errors
/// Says what is no SQL in it.
pub fn is_expression(text: &str) -> Result<(), String> {
    statements(&format!("{HEAD}({text})")).map(drop)
}

/// Every name in `expression` that may be a column; `None` where it does not parse.
pub fn columns_of(expression: &str) -> Option<BTreeSet<String>> {
    let statement = parsed(expression)?;
    Some(references(&statement).map(|(_, written)| fold(&written)).collect())
}

/// `expression` with the column `from` renamed; `None` where it does not parse.
pub fn rename_column(expression: &str, from: &str, to: &str) -> Option<String> {
    let statement = parsed(expression)?;
    let mut renamed = format!("{HEAD}{expression}");
    let mut places: Vec<(usize, usize)> = references(&statement)
        .filter(|(_, written)| fold(written) == from)
        .map(|(start, written)| (start, start + written.len()))
        .collect();
    places.sort_unstable();
    for (start, end) in places.into_iter().rev() {
        renamed.replace_range(start..end, &identifier(to));
    }
    Some(renamed[HEAD.len()..].to_owned())
}

fn parsed(expression: &str) -> Option<SyntaxNode> {
    match statements(&format!("{HEAD}{expression}")).ok()?.as_slice() {
        [statement] => Some(statement.clone()),
        _ => None,
    }
}

/// Names that are not called, with their places.
fn references(statement: &SyntaxNode) -> impl Iterator<Item = (usize, String)> {
    let names = statement.descendants().filter(|node| node.kind() == Kind::NAME_REF).filter(|node| {
        node.parent().is_none_or(|parent| {
            parent.kind() != Kind::CALL_EXPR || parent.first_child().as_ref() != Some(node)
        })
    });
    names.filter_map(|node| {
        let mut tokens = node.children_with_tokens().filter_map(SyntaxElement::into_token);
        let token = tokens.find(|token| !matches!(token.kind(), Kind::WHITESPACE | Kind::COMMENT))?;
        Some((usize::from(token.text_range().start()), token.text().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_from_functions() {
        let found = columns_of("lower(name) || 'name' || \"Other\"::text > count").unwrap();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["Other", "count", "name"]);
    }

    #[test]
    fn columns_are_renamed_where_they_stand() {
        assert_eq!(
            rename_column("a > 0 AND a(a) AND 'a' <> b", "a", "User").as_deref(),
            Some("\"User\" > 0 AND a(\"User\") AND 'a' <> b")
        );
    }
}
