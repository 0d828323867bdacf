//! What statements do to types, domains, sequences and indexes, and to what names mean.

use squawk_syntax::{SyntaxKind as Kind, SyntaxNode};

use super::ddl::TableName;
use super::parse::head;
use super::statement::{Maybe, Statement};
use super::syntax::{child, fold, has_token, inside, name, path, qualified, string, text};

/// The same name in the schema of `SET SCHEMA`.
fn in_schema(old: &TableName, moved: &SyntaxNode) -> Option<TableName> {
    Some(TableName::in_schema(Some(name(&child(moved, Kind::SCHEMA_REF)?)?), old.name.clone()))
}

/// `ALTER DOMAIN`
pub(super) fn alter_domain(node: &SyntaxNode) -> Option<Statement> {
    let from = qualified(&inside(node, Kind::DOMAIN_REF)?)?;
    if let Some(renamed) = child(node, Kind::DOMAIN_RENAME_TO) {
        let to = TableName { schema: from.schema.clone(), name: path(&renamed).pop()? };
        return Some(Statement::RenameType { from, to });
    }
    if let Some(moved) = child(node, Kind::SET_SCHEMA) {
        return Some(Statement::RenameType { to: in_schema(&from, &moved)?, from });
    }
    Some(Statement::TouchesType { name: from, why: format!("`{}`", head(node)) })
}

/// `ALTER INDEX`
pub(super) fn alter_index(node: &SyntaxNode) -> Option<Statement> {
    let from = qualified(&child(node, Kind::INDEX_REF)?)?;
    if let Some(renamed) = child(node, Kind::INDEX_RENAME_TO) {
        return Some(Statement::RenameRelation { from, to: path(&renamed).pop()? });
    }
    let is_option = |child: &SyntaxNode| matches!(child.kind(), Kind::SET_OPTIONS | Kind::RESET_OPTIONS);
    if node.children().any(|child| is_option(&child)) {
        let why = format!("`{}` is not understood", text(node));
        return Some(Statement::TouchesIndex { name: from, why });
    }
    Some(Statement::Harmless)
}

/// `CREATE SEQUENCE`
pub(super) fn create_sequence(node: &SyntaxNode) -> Option<Statement> {
    let name = qualified(&child(node, Kind::SEQUENCE)?)?;
    Some(Statement::CreateSequence { name, owner: owner(node).and_then(Owner::column) })
}

/// `ALTER SEQUENCE`
pub(super) fn alter_sequence(node: &SyntaxNode) -> Option<Statement> {
    let from = qualified(&child(node, Kind::SEQUENCE_REF)?)?;
    if let Some(renamed) = child(node, Kind::SEQUENCE_RENAME_TO) {
        return Some(Statement::RenameRelation { from, to: path(&renamed).pop()? });
    }
    if child(node, Kind::SET_SCHEMA).is_some() {
        return None;
    }
    Some(match owner(node) {
        Some(owner) => Statement::OwnSequence { name: from, owner: owner.column() },
        None => Statement::Harmless,
    })
}

/// What `OWNED BY` says.
enum Owner {
    Column(TableName, String),
    None,
}

impl Owner {
    fn column(self) -> Option<(TableName, String)> {
        match self {
            Self::Column(table, column) => Some((table, column)),
            Self::None => None,
        }
    }
}

fn owner(node: &SyntaxNode) -> Option<Owner> {
    let words = text(node);
    let words: Vec<&str> = words.trim_end_matches(';').split_whitespace().collect();
    let is_head = |two: &[&str]| two[0].eq_ignore_ascii_case("owned") && two[1].eq_ignore_ascii_case("by");
    let column = words.get(words.windows(2).position(is_head)? + 2)?;
    if column.eq_ignore_ascii_case("none") {
        return Some(Owner::None);
    }
    let mut parts: Vec<String> = column.split('.').map(fold).collect();
    let (column, table) = (parts.pop()?, parts.pop()?);
    Some(Owner::Column(TableName::in_schema(parts.pop(), table), column))
}

/// The schemas of `SET search_path`.
pub(super) fn search_path(node: &SyntaxNode) -> Maybe<Vec<String>> {
    let whole = text(node);
    let whole = whole.trim_end_matches(';').trim();
    let lower = whole.to_lowercase();
    let at = lower.find("search_path").map_or(0, |at| at + "search_path".len());
    let list = whole[at..].trim_start();
    let list = match list.strip_prefix('=') {
        Some(list) => list,
        None => list.get(2..).unwrap_or_default(),
    };
    schemas(list)
}

/// `set_config('search_path', …)`
pub(super) fn set_config(call: &SyntaxNode) -> Statement {
    let arguments = inside(call, Kind::ARG_LIST);
    let arguments = arguments.iter().flat_map(SyntaxNode::children);
    let arguments: Vec<Option<String>> = arguments.map(|argument| string(&argument)).collect();
    match arguments.as_slice() {
        [Some(name), value, ..] if name.eq_ignore_ascii_case("search_path") => match value {
            // Nothing goes by a name without a schema from here on: what `pg_dump` writes is qualified.
            Some(list) if list.trim().is_empty() => Statement::Harmless,
            Some(list) => Statement::SearchPath(schemas(list)),
            None => Statement::SearchPath(Err("a search_path is not in the text".to_owned())),
        },
        [Some(_), ..] => Statement::Harmless,
        _ => Statement::SearchPath(Err("a setting is not in the text".to_owned())),
    }
}

/// The names in a list of schemas; none for the default.
fn schemas(list: &str) -> Maybe<Vec<String>> {
    let unquoted = |part: &str| {
        let part = part.trim();
        let inner = part.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        fold(inner.unwrap_or(part))
    };
    let parts: Vec<String> = list.split(',').map(unquoted).collect();
    if parts.iter().any(|part| part.is_empty() || part.contains(['\'', ':', '('])) {
        return Err("a search_path is not understood".to_owned());
    }
    // No schema has the name of the user, as far as anybody knows.
    let parts: Vec<String> = parts.into_iter().filter(|part| part != "$user").collect();
    Ok(if parts == ["default"] { Vec::new() } else { parts })
}

/// `CREATE TYPE`
pub(super) fn create_type(node: &SyntaxNode) -> Option<Statement> {
    let name = qualified(&child(node, Kind::TYPE_NAME)?)?;
    if child(node, Kind::ENUM_TYPE).is_none() {
        return Some(Statement::CreateType { name, definition: text(node).trim_end_matches(';').to_owned() });
    }
    let variants = node.descendants().filter(|inner| inner.kind() == Kind::VARIANT);
    let labels: Option<Vec<String>> = variants.map(|variant| string(&variant)).collect();
    let labels = labels.ok_or_else(|| "its labels are not understood".to_owned());
    Some(Statement::CreateEnum { name, labels, unless_there: false })
}

/// `ALTER TYPE`
pub(super) fn alter_type(node: &SyntaxNode) -> Option<Statement> {
    let name = qualified(&child(node, Kind::TYPE_NAME_REF)?)?;
    let literals = |node: &SyntaxNode| {
        let found = node.children().filter(|child| child.kind() == Kind::LITERAL);
        found.filter_map(|literal| string(&literal)).collect::<Vec<_>>()
    };
    if let Some(added) = child(node, Kind::ADD_VALUE) {
        let beside = |kind, before| {
            let neighbour = string(&child(&added, kind)?)?;
            Some((neighbour, before))
        };
        let neighbour = beside(Kind::BEFORE_VALUE, true).or_else(|| beside(Kind::AFTER_VALUE, false));
        return Some(Statement::AddLabel {
            name,
            label: literals(&added).first()?.clone(),
            beside: neighbour,
        });
    }
    if let Some(renamed) = child(node, Kind::RENAME_VALUE) {
        let [from, to] = literals(&renamed).try_into().ok()?;
        return Some(Statement::RenameLabel { name, from, to });
    }
    if let Some(renamed) = child(node, Kind::TYPE_RENAME_TO) {
        let to = TableName { schema: name.schema.clone(), name: path(&renamed).pop()? };
        return Some(Statement::RenameType { from: name, to });
    }
    if let Some(moved) = child(node, Kind::SET_SCHEMA) {
        return Some(Statement::RenameType { to: in_schema(&name, &moved)?, from: name });
    }
    if has_token(node, Kind::OWNER_KW) || child(node, Kind::OWNER_TO).is_some() {
        return Some(Statement::Harmless);
    }
    Some(Statement::TouchesType { name, why: format!("`{}`", head(node)) })
}
