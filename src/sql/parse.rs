//! What the statements of a text do to the schema.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use squawk_syntax::{SyntaxKind as Kind, SyntaxNode};

use super::ddl::TableName;
use super::definitions::{column, constraint, expression, generated, index};
use super::named::{
    alter_domain, alter_index, alter_sequence, alter_type, create_sequence, create_type, search_path,
    set_config,
};
use super::statement::{Action, CreateTable, Fill, Statement};
use super::syntax::{child, fold, inside, name, path, qualified, statements, string, text};
use super::types::{canonical, collation, type_of};

/// What the statements of `sql` do, in order. What is no SQL may do anything.
pub fn read_statements(sql: &str) -> Vec<Statement> {
    match statements(sql) {
        Ok(found) => found.iter().map(statement).collect(),
        Err(why) => vec![Statement::Opaque(why)],
    }
}

fn statement(node: &SyntaxNode) -> Statement {
    read(node).unwrap_or_else(|| Statement::Opaque(format!("`{}` is not understood", head(node))))
}

/// The first words of a statement.
pub(super) fn head(node: &SyntaxNode) -> String {
    let text = text(node);
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    words.join(" ")
}

fn read(node: &SyntaxNode) -> Option<Statement> {
    Some(match node.kind() {
        Kind::CREATE_TABLE => create_table(node)?,
        Kind::CREATE_TABLE_AS | Kind::SELECT_INTO => {
            let name = qualified(&inside(node, Kind::TABLE_NAME)?)?;
            copied(name, "its columns come from a query")
        }
        Kind::CREATE_FOREIGN_TABLE => copied(qualified(&child(node, Kind::TABLE_NAME)?)?, "a foreign table"),
        Kind::DROP_TABLE | Kind::DROP_FOREIGN_TABLE => Statement::DropTables(all(node, Kind::TABLE_NAME_REF)),
        Kind::ALTER_TABLE => alter_table(node)?,
        Kind::CREATE_INDEX => Statement::CreateIndex(Box::new(index(node)?)),
        Kind::DROP_INDEX => Statement::DropIndexes(all(node, Kind::INDEX_REF)),
        Kind::ALTER_INDEX => alter_index(node)?,
        Kind::ALTER_SEQUENCE => alter_sequence(node)?,
        Kind::CREATE_SEQUENCE => create_sequence(node)?,
        Kind::DROP_SEQUENCE => Statement::DropSequences(all(node, Kind::SEQUENCE_REF)),
        Kind::CREATE_TYPE => create_type(node)?,
        Kind::CREATE_DOMAIN => Statement::CreateType {
            name: qualified(&child(node, Kind::DOMAIN)?)?,
            definition: text(node).trim_end_matches(';').to_owned(),
        },
        Kind::ALTER_TYPE => alter_type(node)?,
        Kind::ALTER_DOMAIN => alter_domain(node)?,
        Kind::DROP_TYPE => Statement::DropTypes(all(node, Kind::TYPE_NAME_REF)),
        Kind::DROP_DOMAIN => Statement::DropTypes(all(node, Kind::DOMAIN_REF)),
        Kind::CREATE_EXTENSION => Statement::CreateExtension(name(&child(node, Kind::EXTENSION)?)?),
        Kind::DROP_EXTENSION => {
            let references = node.descendants().filter(|inner| inner.kind() == Kind::EXTENSION_REF);
            Statement::DropExtensions {
                names: references.filter_map(|reference| name(&reference)).collect(),
                cascade: node.descendants_with_tokens().any(|element| element.kind() == Kind::CASCADE_KW),
            }
        }
        Kind::DROP_SCHEMA => {
            let references = node.descendants().filter(|inner| inner.kind() == Kind::SCHEMA_REF);
            Statement::DropSchemas(references.filter_map(|reference| name(&reference)).collect())
        }
        Kind::COMMENT_ON => comment(node)?,
        Kind::SET => {
            match inside(node, Kind::CONFIG_PARAMETER_REF).and_then(|name| path(&name).pop()).as_deref() {
                Some("search_path") => Statement::SearchPath(search_path(node)),
                None => Statement::Opaque(format!("`{}` is not understood", head(node))),
                Some(_) => Statement::Harmless,
            }
        }
        Kind::RESET | Kind::DISCARD => {
            match inside(node, Kind::CONFIG_PARAMETER_REF).and_then(|name| path(&name).pop()) {
                Some(name) if name != "search_path" => Statement::Harmless,
                _ => Statement::SearchPath(Ok(Vec::new())),
            }
        }
        Kind::SELECT | Kind::COMPOUND_SELECT => select(node),
        Kind::DO => Statement::Opaque("a DO block may do anything".to_owned()),
        Kind::CALL => Statement::Opaque("a procedure may do anything".to_owned()),
        Kind::EXECUTE => Statement::Opaque("a prepared statement may do anything".to_owned()),
        Kind::CREATE_SCHEMA if inside(node, Kind::CREATE_TABLE).is_none() => Statement::Harmless,
        Kind::ROLLBACK_TO_SAVEPOINT | Kind::ROLLBACK_TRANSACTION => {
            Statement::Opaque("what ran before is rolled back".to_owned())
        }
        Kind::ALTER_EXTENSION if inside(node, Kind::ALTER_EXTENSION_UPDATE).is_some() => Statement::Harmless,
        Kind::ALTER_SCHEMA if inside(node, Kind::OWNER_TO).is_some() => Statement::Harmless,
        kind if is_harmless(kind) => Statement::Harmless,
        _ => return None,
    })
}

/// What the names of kinds of statements begin with that change no table.
const HEADS: &[&str] = &[
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "COPY",
    "VALUES",
    "TRUNCATE",
    "ANALYZE",
    "VACUUM",
    "REINDEX",
    "CLUSTER",
    "LOCK",
    "GRANT",
    "REVOKE",
    "EMPTY_STMT",
    "SHOW",
    "REFRESH",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT",
    "RELEASE",
    "NOTIFY",
    "LISTEN",
    "SET_",
    "SECURITY_LABEL",
    "ALTER_DEFAULT",
    "REASSIGN",
    "TABLE",
];
/// What `CREATE`, `ALTER` and `DROP` may be about without changing a table.
const THINGS: &[&str] = &[
    "VIEW",
    "FUNCTION",
    "PROCEDURE",
    "ROUTINE",
    "AGGREGATE",
    "TRIGGER",
    "POLICY",
    "RULE",
    "ROLE",
    "USER",
    "GROUP",
    "COLLATION",
    "CAST",
    "OPERATOR",
    "PUBLICATION",
    "SUBSCRIPTION",
    "STATISTICS",
    "TEXT_SEARCH",
    "LANGUAGE",
    "SERVER",
    "DATABASE",
    "SYSTEM",
    "ACCESS_METHOD",
    "TRANSFORM",
    "CONVERSION",
    "MATERIALIZED",
    "FOREIGN_DATA",
    "EVENT",
    "TABLESPACE",
];

/// Whether statements of the kind leave tables, types, indexes and extensions as they are.
fn is_harmless(kind: Kind) -> bool {
    let name = format!("{kind:?}");
    HEADS.iter().any(|head| name.starts_with(head))
        || ["CREATE_", "ALTER_", "DROP_"].iter().any(|verb| {
            name.strip_prefix(verb).is_some_and(|thing| THINGS.iter().any(|known| thing.starts_with(known)))
        })
}

fn all(node: &SyntaxNode, kind: Kind) -> Vec<TableName> {
    node.children().filter(|child| child.kind() == kind).filter_map(|child| qualified(&child)).collect()
}

fn copied(name: TableName, why: &str) -> Statement {
    Statement::CreateTable(Box::new(CreateTable {
        name,
        columns: Vec::new(),
        constraints: Vec::new(),
        unless_there: false,
        more: Some(why.to_owned()),
        comment: None,
        extras: None,
    }))
}

/// Clauses of `CREATE TABLE` that the model does not keep.
const EXTRAS: &[Kind] = &[
    Kind::PARTITION_BY,
    Kind::WITH_PARAMS,
    Kind::TABLESPACE_CLAUSE,
    Kind::STORAGE,
    Kind::COMPRESSION_METHOD,
    Kind::UNLOGGED,
];

fn create_table(node: &SyntaxNode) -> Option<Statement> {
    let arguments = child(node, Kind::TABLE_ARG_LIST);
    let arguments: Vec<SyntaxNode> = arguments.iter().flat_map(SyntaxNode::children).collect();
    let more = if [Kind::PARTITION_OF, Kind::INHERITS, Kind::OF_TYPE]
        .iter()
        .any(|kind| child(node, *kind).is_some())
    {
        Some("it takes columns from another table".to_owned())
    } else if arguments.iter().any(|argument| argument.kind() == Kind::LIKE_CLAUSE) {
        Some("it takes columns from another table by LIKE".to_owned())
    } else {
        None
    };
    let is_temporary = [Kind::TEMP_KW, Kind::TEMPORARY_KW]
        .iter()
        .any(|kind| node.descendants_with_tokens().take(8).any(|element| element.kind() == *kind));
    if is_temporary {
        return Some(Statement::Harmless);
    }
    let extras = node.descendants().find(|inner| EXTRAS.contains(&inner.kind()));
    Some(Statement::CreateTable(Box::new(CreateTable {
        name: qualified(&child(node, Kind::TABLE_NAME)?)?,
        columns: arguments.iter().filter(|item| item.kind() == Kind::COLUMN).map(column).collect(),
        constraints: arguments.iter().filter_map(|item| constraint(item, &[])).collect(),
        unless_there: child(node, Kind::IF_NOT_EXISTS).is_some(),
        more,
        comment: None,
        extras: extras.map(|found| extra(&found)),
    })))
}

/// What makes a table a part of another one, or ends that.
const PARTITION_MOVES: &[Kind] =
    &[Kind::ATTACH_PARTITION, Kind::DETACH_PARTITION, Kind::INHERIT_TABLE, Kind::NO_INHERIT_TABLE];

fn alter_table(node: &SyntaxNode) -> Option<Statement> {
    let table = qualified(&child(node, Kind::TABLE_RELATION_NAME)?)?;
    // A partition gets and loses constraints and indexes with its place.
    if let Some(action) = node.children().find(|child| PARTITION_MOVES.contains(&child.kind())) {
        let others = all(&action, Kind::TABLE_NAME_REF);
        let why = format!("`{}` is not understood", text(&action));
        return Some(Statement::Touches { tables: [vec![table], others].concat(), why });
    }
    let head = [Kind::TABLE_RELATION_NAME, Kind::IF_EXISTS];
    let actions = node.children().filter(|child| !head.contains(&child.kind())).map(|child| {
        action(&child).unwrap_or_else(|| Action::Touch(format!("`{}` is not understood", text(&child))))
    });
    Some(Statement::AlterTable { table, actions: actions.collect() })
}

fn action(node: &SyntaxNode) -> Option<Action> {
    let column_reference = || name(&child(node, Kind::COLUMN_NAME_REF)?);
    Some(match node.kind() {
        Kind::ADD_COLUMN => Action::AddColumn {
            column: Box::new(column(node)),
            unless_there: child(node, Kind::IF_NOT_EXISTS).is_some(),
        },
        Kind::DROP_COLUMN => Action::DropColumn(Ok(column_reference()?)),
        Kind::RENAME_COLUMN => Action::RenameColumn {
            from: column_reference()?,
            to: Ok(name(&child(node, Kind::COLUMN_NAME)?)?),
        },
        Kind::ALTER_COLUMN => alter_column(node, column_reference()?),
        Kind::ADD_CONSTRAINT => {
            let constraint = node.children().find_map(|child| constraint(&child, &[]));
            match constraint {
                Some(constraint) => Action::AddConstraint(constraint),
                None => return None,
            }
        }
        Kind::DROP_CONSTRAINT => Action::DropConstraint {
            name: Ok(path(&child(node, Kind::CONSTRAINT_NAME_REF)?).pop()?),
            kind: None,
        },
        Kind::RENAME_CONSTRAINT => Action::RenameConstraint {
            from: path(&child(node, Kind::CONSTRAINT_NAME_REF)?).pop()?,
            to: name(&child(node, Kind::CONSTRAINT_NAME)?)?,
        },
        Kind::TABLE_RENAME_TO => Action::Rename(Ok(path(&child(node, Kind::TABLE_NAME)?).pop()?)),
        Kind::SET_SCHEMA => Action::SetSchema(name(&child(node, Kind::SCHEMA_REF)?)?),
        Kind::ATTACH_PARTITION
        | Kind::DETACH_PARTITION
        | Kind::MERGE_PARTITIONS
        | Kind::SPLIT_PARTITION
        | Kind::INHERIT_TABLE
        | Kind::NO_INHERIT_TABLE
        | Kind::OF_TYPE
        | Kind::NOT_OF
        | Kind::ALTER_CONSTRAINT
        | Kind::VALIDATE_CONSTRAINT => return None,
        Kind::OWNER_TO => Action::Nothing,
        _ => Action::Extra(extra(node)),
    })
}

fn extra(node: &SyntaxNode) -> String {
    format!("`{}` is not kept in the schema model", text(node))
}

fn alter_column(node: &SyntaxNode, column: String) -> Action {
    let Some(option) = node.children().find(|child| child.kind() != Kind::COLUMN_NAME_REF) else {
        return Action::Touch(format!("`{}` is not understood", text(node)));
    };
    let missing = || "the column has no type".to_owned();
    let fill = |fill| Action::SetFill { column: column.clone(), fill: Ok(fill) };
    match option.kind() {
        Kind::SET_TYPE => Action::SetType {
            type_sql: type_of(&option).ok_or_else(missing).and_then(|found| canonical(&found)),
            collation: collation(&option),
            column,
        },
        Kind::SET_NOT_NULL => Action::SetNotNull { column, not_null: Ok(true) },
        Kind::DROP_NOT_NULL => Action::SetNotNull { column, not_null: Ok(false) },
        Kind::SET_DEFAULT => fill(expression(&option).map(Fill::Default)),
        Kind::DROP_DEFAULT | Kind::DROP_IDENTITY | Kind::DROP_EXPRESSION => fill(None),
        Kind::ADD_GENERATED => fill(generated(&option)),
        Kind::RESTART => Action::Nothing,
        Kind::SET_STATISTICS
        | Kind::SET_STORAGE
        | Kind::SET_COMPRESSION
        | Kind::SET_OPTIONS
        | Kind::SET_OPTIONS_LIST
        | Kind::RESET_OPTIONS => Action::Extra(extra(&option)),
        _ => Action::TouchColumn { column, why: format!("`{}` is not understood", text(&option)) },
    }
}

fn comment(node: &SyntaxNode) -> Option<Statement> {
    let comment = Ok(child(node, Kind::LITERAL).and_then(|literal| string(&literal)));
    if let Some(object) = child(node, Kind::OBJECT_TABLE) {
        return Some(Statement::CommentOnTable { table: qualified(&object)?, comment });
    }
    let Some(object) = child(node, Kind::OBJECT_COLUMN) else { return Some(Statement::Harmless) };
    let mut parts = path(&object);
    let column = parts.pop()?;
    let table = parts.pop()?;
    Some(Statement::CommentOnColumn { table: TableName::in_schema(parts.pop(), table), column, comment })
}

/// Functions that change tables.
const ACTS: &[&str] = &["addgeometrycolumn", "dropgeometrycolumn", "create_hypertable", "updategeometrysrid"];

/// A query changes nothing, unless one of its functions does.
fn select(node: &SyntaxNode) -> Statement {
    let called = |inner: SyntaxNode| {
        let function = inner.first_child()?;
        // `pg_catalog.set_config`
        let written = text(&function);
        let name = fold(written.rsplit('.').next().unwrap_or(&written).trim());
        (inner.kind() == Kind::CALL_EXPR).then_some((name, inner))
    };
    let known =
        |name: &str| !ACTS.contains(&name) && !name.starts_with("create_") && !name.starts_with("drop_");
    let called: Vec<(String, SyntaxNode)> = node.descendants().filter_map(called).collect();
    if let Some((function, _)) = called.iter().find(|(name, _)| !known(name)) {
        return Statement::Opaque(format!("the function `{function}` may do anything"));
    }
    match called.iter().find(|(name, _)| name == "set_config") {
        Some((_, call)) => set_config(call),
        None => Statement::Harmless,
    }
}
