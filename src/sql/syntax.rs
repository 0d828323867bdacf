//! Access to the syntax tree of SQL.

use squawk_syntax::{SourceFile, SyntaxKind, SyntaxNode};

use super::ddl::TableName;

/// The statements of `text`; an `Err` says what is no SQL.
pub(super) fn statements(text: &str) -> Result<Vec<SyntaxNode>, String> {
    let parse = SourceFile::parse(text);
    match parse.errors().first() {
        Some(error) => Err(format!("the SQL does not parse: {}", error.message())),
        None => Ok(parse.syntax_node().children().collect()),
    }
}

/// The first child of that kind.
pub(super) fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind() == kind)
}

/// Whether a token of that kind is a direct child.
pub(super) fn has_token(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children_with_tokens().any(|element| element.kind() == kind)
}

/// The first node of that kind in the whole tree below `node`.
pub(super) fn inside(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.descendants().find(|inner| inner.kind() == kind)
}

/// The text of the node on one line.
pub(super) fn text(node: &SyntaxNode) -> String {
    node.text().to_string().trim().to_owned()
}

/// What an identifier is called: folded to lower case unless it is quoted.
pub(super) fn fold(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => written.to_lowercase(),
    }
}

/// The first token of a node that is no blank or comment, as an identifier.
pub(super) fn name(node: &SyntaxNode) -> Option<String> {
    let mut tokens = node.descendants_with_tokens().filter_map(squawk_syntax::SyntaxElement::into_token);
    tokens.find(|token| !is_trivia(token.kind())).map(|token| fold(token.text()))
}

fn is_trivia(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::WHITESPACE | SyntaxKind::COMMENT)
}

/// The names of a dotted path.
pub(super) fn path(node: &SyntaxNode) -> Vec<String> {
    let is_segment =
        |kind: SyntaxKind| matches!(kind, SyntaxKind::PATH_SEGMENT | SyntaxKind::PATH_SEGMENT_REF);
    let top =
        node.descendants().find(|inner| matches!(inner.kind(), SyntaxKind::PATH | SyntaxKind::PATH_REF));
    let Some(top) = top else { return name(node).into_iter().collect() };
    top.descendants().filter(|inner| is_segment(inner.kind())).filter_map(|segment| name(&segment)).collect()
}

/// A qualified name; the schema `public` is the one that names without a schema are in.
pub(super) fn qualified(node: &SyntaxNode) -> Option<TableName> {
    let mut parts = path(node);
    let name = parts.pop()?;
    Some(TableName::in_schema(parts.pop(), name))
}

/// The text of a string literal: `'…'`, `E'…'` without escapes, `$$…$$`.
pub(super) fn string(node: &SyntaxNode) -> Option<String> {
    let literal =
        if node.kind() == SyntaxKind::LITERAL { node.clone() } else { inside(node, SyntaxKind::LITERAL)? };
    let mut text = String::new();
    let mut found = false;
    for token in literal.children_with_tokens().filter_map(squawk_syntax::SyntaxElement::into_token) {
        if is_trivia(token.kind()) {
            continue;
        }
        let written = token.text();
        let plain = written.strip_prefix(['E', 'e']).filter(|rest| !rest.contains('\\')).unwrap_or(written);
        if let Some(inner) = plain.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            text.push_str(&inner.replace("''", "'"));
        } else {
            let tag = written.get(..=written.get(1..)?.find('$')? + 1).filter(|tag| tag.starts_with('$'))?;
            text.push_str(written.strip_prefix(tag)?.strip_suffix(tag)?);
        }
        found = true;
    }
    found.then_some(text)
}
