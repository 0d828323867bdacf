//! Columns, constraints and indexes as SQL defines them.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use squawk_syntax::ast::{AstNode, Expr};
use squawk_syntax::{SyntaxKind as Kind, SyntaxNode};

use super::statement::{
    ColumnDef, ConstraintBody, ConstraintDef, ConstraintKind, ConstraintName, Fill, IndexBody, IndexDef,
    IndexElement,
};
use super::syntax::{child, has_token, inside, name, path, qualified, text};
use super::types::{canonical, collation, type_of};

/// The expression among the children of a node.
pub(super) fn expression(node: &SyntaxNode) -> Option<String> {
    node.children().find(|child| Expr::can_cast(child.kind())).map(|found| text(&found))
}

/// A column of `CREATE TABLE` or `ADD COLUMN`.
pub(super) fn column(node: &SyntaxNode) -> ColumnDef {
    let unnamed = || "the column has no name".to_owned();
    let column_name = child(node, Kind::COLUMN_NAME).and_then(|column| name(&column)).ok_or_else(unnamed);
    let type_sql = type_of(node).ok_or_else(|| "the column has no type".to_owned());
    let mut column = ColumnDef {
        type_sql: type_sql.and_then(|found| canonical(&found)),
        collation: collation(node),
        not_null: Ok(false),
        fill: Ok(None),
        comment: Ok(None),
        constraints: Vec::new(),
        line: None,
        name: column_name,
    };
    let own: Vec<String> = column.name.iter().cloned().collect();
    for clause in node.children() {
        match clause.kind() {
            Kind::NOT_NULL_CONSTRAINT => column.not_null = Ok(true),
            Kind::DEFAULT_CONSTRAINT => column.fill = Ok(expression(&clause).map(Fill::Default)),
            Kind::GENERATED_CONSTRAINT => {
                column.fill = Ok(generated(&clause));
                if matches!(column.fill, Ok(Some(Fill::Identity { .. }))) {
                    column.not_null = Ok(true);
                }
            }
            _ => column.constraints.extend(constraint(&clause, &own)),
        }
    }
    column
}

/// `GENERATED … AS …`
pub(super) fn generated(node: &SyntaxNode) -> Option<Fill> {
    if let Some(stored) = inside(node, Kind::GENERATED_STORED) {
        return expression(&stored).map(Fill::Stored);
    }
    let always = inside(node, Kind::GENERATED_ALWAYS).is_some();
    let options = inside(node, Kind::SEQUENCE_OPTION_LIST).map_or_else(String::new, |list| text(&list));
    Some(Fill::Identity { always, options })
}

/// A constraint of a table, or of the column `own`; nothing for any other clause.
pub(super) fn constraint(node: &SyntaxNode, own: &[String]) -> Option<ConstraintDef> {
    let kind = match node.kind() {
        Kind::PRIMARY_KEY_CONSTRAINT => ConstraintKind::PrimaryKey,
        Kind::UNIQUE_CONSTRAINT => ConstraintKind::Unique,
        Kind::FOREIGN_KEY_CONSTRAINT | Kind::REFERENCES_CONSTRAINT => ConstraintKind::ForeignKey,
        Kind::CHECK_CONSTRAINT => ConstraintKind::Check,
        Kind::EXCLUDE_CONSTRAINT => ConstraintKind::Exclude,
        _ => return None,
    };
    let clause = child(node, Kind::CONSTRAINT_NAME_CLAUSE);
    let given = clause.and_then(|clause| name(&child(&clause, Kind::CONSTRAINT_NAME)?));
    let name = given.map_or(ConstraintName::Chosen, ConstraintName::Given);
    if child(node, Kind::USING_INDEX_NAME).is_some() {
        let body = Err("the constraint takes over an index".to_owned());
        return Some(ConstraintDef { name, kind, body });
    }
    let mut body = ConstraintBody {
        columns: own.to_vec(),
        references: None,
        expression: None,
        index_options: String::new(),
        options: options(node),
    };
    match kind {
        ConstraintKind::PrimaryKey | ConstraintKind::Unique => {
            if let Some(list) = inside(node, Kind::CONSTRAINT_COLUMN_REF_LIST) {
                body.columns = columns(&list);
            }
            let mut parts = Vec::new();
            if inside(node, Kind::NULLS_NOT_DISTINCT).is_some() {
                parts.push("NULLS NOT DISTINCT".to_owned());
            }
            if let Some(include) = inside(node, Kind::CONSTRAINT_INCLUDE_CLAUSE) {
                parts.push(format!(
                    "INCLUDE ({})",
                    columns(&inside(&include, Kind::COLUMN_REF_LIST)?).join(", ")
                ));
            }
            body.index_options = parts.join(" ");
        }
        ConstraintKind::ForeignKey => {
            let table = qualified(&child(node, Kind::TABLE_NAME_REF)?)?;
            let mut lists = node.children().filter(|list| list.kind() == Kind::FOREIGN_KEY_COLUMN_LIST);
            if node.kind() == Kind::FOREIGN_KEY_CONSTRAINT {
                body.columns = lists.next().map(|list| columns(&list)).unwrap_or_default();
                body.references = Some((table, lists.next().map(|list| columns(&list)).unwrap_or_default()));
            } else {
                body.references = Some((table, columns(node)));
            }
        }
        ConstraintKind::Check => {
            body.columns = Vec::new();
            body.expression = expression(node);
        }
        ConstraintKind::Exclude => {
            let whole = text(node);
            let at = whole.to_uppercase().find("EXCLUDE")?;
            body.columns = Vec::new();
            body.expression = Some(whole[at + "EXCLUDE".len()..].trim().to_owned());
        }
    }
    Some(ConstraintDef { name, kind, body: Ok(body) })
}

/// The columns named directly in a node.
pub(super) fn columns(node: &SyntaxNode) -> Vec<String> {
    let named = node.children().filter(|child| child.kind() == Kind::COLUMN_NAME_REF);
    named.filter_map(|child| name(&child)).collect()
}

/// The options of a constraint in the order in which Postgres prints them, defaults left out.
fn options(node: &SyntaxNode) -> String {
    let action = |kind| {
        let action = child(node, kind)?;
        let what = action.children().next()?;
        let words = text(&what).to_uppercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let columns = inside(&what, Kind::COLUMN_REF_LIST).map(|list| columns(&list)).unwrap_or_default();
        let head = words.join(" ");
        let head = head.split('(').next().unwrap_or_default().trim().to_owned();
        let columns = if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) };
        (head != "NO ACTION").then(|| format!("{head}{columns}"))
    };
    let mut parts = Vec::new();
    if child(node, Kind::MATCH_FULL).is_some() {
        parts.push("MATCH FULL".to_owned());
    }
    parts.extend(action(Kind::ON_UPDATE_ACTION).map(|action| format!("ON UPDATE {action}")));
    parts.extend(action(Kind::ON_DELETE_ACTION).map(|action| format!("ON DELETE {action}")));
    let deferred = child(node, Kind::INITIALLY_DEFERRED_CONSTRAINT_OPTION).is_some();
    if deferred || child(node, Kind::DEFERRABLE_CONSTRAINT_OPTION).is_some() {
        parts.push("DEFERRABLE".to_owned());
    }
    if deferred {
        parts.push("INITIALLY DEFERRED".to_owned());
    }
    if child(node, Kind::NO_INHERIT).is_some() {
        parts.push("NO INHERIT".to_owned());
    }
    if child(node, Kind::NOT_VALID).is_some() {
        parts.push("NOT VALID".to_owned());
    }
    parts.join(" ")
}

/// `CREATE INDEX`
pub(super) fn index(node: &SyntaxNode) -> Option<IndexDef> {
    let name = child(node, Kind::INDEX).and_then(|index| path(&index).pop());
    let table = qualified(&child(node, Kind::TABLE_RELATION_NAME)?)?;
    let items = |list: &SyntaxNode| {
        let items = list.children().filter(|item| item.kind() == Kind::PARTITION_ITEM);
        items.map(|item| element(&item)).collect::<Vec<_>>()
    };
    let include = child(node, Kind::INDEX_INCLUDE_CLAUSE).and_then(|clause| {
        let list = child(&clause, Kind::PARTITION_ITEM_LIST)?;
        Some(items(&list).into_iter().filter_map(|item| item.column).collect())
    });
    let with = child(node, Kind::WITH_PARAMS).and_then(|with| inside(&with, Kind::ATTRIBUTE_LIST));
    let body = IndexBody {
        unique: has_token(node, Kind::UNIQUE_KW),
        method: child(node, Kind::USING_METHOD)
            .and_then(|method| child(&method, Kind::ACCESS_METHOD_REF))
            .and_then(|method| path(&method).pop())
            .unwrap_or_else(|| "btree".to_owned()),
        elements: items(&child(node, Kind::PARTITION_ITEM_LIST)?),
        include: include.unwrap_or_default(),
        nulls_not_distinct: child(node, Kind::NULLS_NOT_DISTINCT).is_some(),
        with: with.map_or_else(String::new, |list| {
            text(&list).trim_start_matches('(').trim_end_matches(')').to_owned()
        }),
        predicate: child(node, Kind::WHERE_CLAUSE).and_then(|clause| expression(&clause)),
    };
    Some(IndexDef {
        name: name.map_or(ConstraintName::Chosen, ConstraintName::Given),
        table,
        body: Ok(body),
        unless_there: child(node, Kind::IF_NOT_EXISTS).is_some(),
    })
}

fn element(item: &SyntaxNode) -> IndexElement {
    let found = item.children().find(|child| Expr::can_cast(child.kind()));
    let whole = text(item);
    // A collation is part of the expression for the parser, and not of the column for us.
    let bare = found.clone().map(|found| match found.kind() {
        Kind::COLLATE => found.children().find(|child| Expr::can_cast(child.kind())).unwrap_or(found),
        _ => found,
    });
    let length = bare.as_ref().map_or(0, |node| text(node).len());
    // Postgres keeps no parentheses of their own around an expression.
    let mut bare = bare;
    while let Some(inner) = bare.as_ref().filter(|node| node.kind() == Kind::PAREN_EXPR) {
        bare = inner.children().find(|child| Expr::can_cast(child.kind()));
    }
    let (column, expression) = match &bare {
        Some(node) if node.kind() == Kind::NAME_REF => (name(node), String::new()),
        Some(node) => (None, text(node)),
        None => (None, String::new()),
    };
    IndexElement { column, expression, tail: whole.get(length..).unwrap_or_default().trim().to_owned() }
}
