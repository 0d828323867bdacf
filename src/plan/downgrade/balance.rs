//! Downgrades that plainly undo their upgrades, of which the past need not be asked.

#![expect(clippy::wildcard_enum_match_arm, reason = "what is not listed is looked at with the past")]

use crate::schema::{Script, Step, is_built_in_type};
use crate::sql::{Action, Maybe, Statement, TableName};

/// Whether each step of an upgrade that changes what was there has its counterpart in the downgrade, and all
/// types on both ways are Postgres's own. What a downgrade has to bring back is not among it: a custom type's
/// column may come back as another one, and its index in another way, without a word of it in the file.
pub(super) fn is_balanced(script: &Script) -> bool {
    let (mut up, mut down) = (Vec::new(), Vec::new());
    if !(gather(&script.upgrade, &mut up) && gather(&script.downgrade, &mut down)) {
        return false;
    }
    // An index goes with a table that the same revision makes.
    let made = |name: &TableName| up.contains(&Move::Table { table: name.clone(), added: true });
    up.iter()
        .all(|step| matches!(step, Move::Index(table) if made(table)) || has_counterpart(step, &mut down))
}

/// A step by which the two ways are compared.
#[derive(PartialEq)]
enum Move {
    Column { table: TableName, column: String, added: bool },
    Renamed { table: TableName, from: String, to: String },
    Typed { table: TableName, column: String },
    Nullable { table: TableName, column: String, not_null: bool },
    Filled { table: TableName, column: String },
    Constrained { table: TableName, added: bool },
    Index(TableName),
    NoIndex,
    Table { table: TableName, added: bool },
}

/// Gathers the moves; `false` where something else is done, or a type is not Postgres's own.
fn gather(steps: &[Step], moves: &mut Vec<Move>) -> bool {
    steps.iter().all(|step| match step {
        Step::Run { statement, .. } => of_statement(statement, moves),
        Step::Call(steps) => gather(steps, moves),
        Step::Return | Step::Fail => true,
        Step::Either { .. } | Step::Somewhere { .. } => false,
    })
}

fn of_statement(statement: &Statement, moves: &mut Vec<Move>) -> bool {
    match statement {
        Statement::CreateTable(create) => {
            moves.push(Move::Table { table: create.name.clone(), added: true });
            create.columns.iter().all(|column| is_own(&column.type_sql))
        }
        Statement::DropTables(tables) => {
            moves.extend(tables.iter().map(|table| Move::Table { table: table.clone(), added: false }));
            true
        }
        Statement::AlterTable { table, actions } => {
            let compared = actions.iter().filter(|action| !matches!(action, Action::Nothing));
            let before = moves.len();
            moves.extend(compared.clone().filter_map(|action| of_action(table, action)));
            moves.len() - before == compared.count()
        }
        Statement::CreateIndex(index) => {
            moves.push(Move::Index(index.table.clone()));
            true
        }
        Statement::DropIndexes(names) => {
            moves.extend(names.iter().map(|_| Move::NoIndex));
            true
        }
        Statement::CreateEnum { .. }
        | Statement::DropTypes(_)
        | Statement::CommentOnTable { .. }
        | Statement::Harmless => true,
        _ => false,
    }
}

/// What an action is to the other way; nothing for what is not understood.
fn of_action(table: &TableName, action: &Action) -> Option<Move> {
    let table = table.clone();
    Some(match action {
        Action::AddColumn { column, unless_there: false } if is_own(&column.type_sql) => {
            Move::Column { table, column: column.name.clone().ok()?, added: true }
        }
        Action::DropColumn(column) => Move::Column { table, column: column.clone().ok()?, added: false },
        Action::RenameColumn { from, to } => {
            Move::Renamed { table, from: from.clone(), to: to.clone().ok()? }
        }
        Action::SetType { column, type_sql, .. } if is_own(type_sql) => {
            Move::Typed { table, column: column.clone() }
        }
        Action::SetNotNull { column, not_null } => {
            Move::Nullable { table, column: column.clone(), not_null: not_null.clone().ok()? }
        }
        Action::SetFill { column, fill: Ok(_) } => Move::Filled { table, column: column.clone() },
        Action::AddConstraint(_) => Move::Constrained { table, added: true },
        Action::DropConstraint { .. } => Move::Constrained { table, added: false },
        _ => return None,
    })
}

/// Takes the counterpart of an upgrade's move out of those of the downgrade. What only adds needs none here:
/// it is looked at without the past.
fn has_counterpart(step: &Move, down: &mut Vec<Move>) -> bool {
    let is_counterpart = |other: &Move| match (step, other) {
        (Move::Renamed { table, from, to }, Move::Renamed { table: other, from: back, to: there }) => {
            table == other && from == there && to == back
        }
        (
            Move::Nullable { table, column, not_null },
            Move::Nullable { table: other, column: name, not_null: back },
        ) => table == other && column == name && not_null != back,
        (Move::Constrained { table, added }, Move::Constrained { table: other, added: back }) => {
            table == other && added != back
        }
        (Move::Index(_), Move::NoIndex) => true,
        _ => false,
    };
    match step {
        Move::Table { added, .. } | Move::Column { added, .. } => return *added,
        Move::Typed { .. } | Move::Filled { .. } | Move::NoIndex => return false,
        _ => {}
    }
    let found = down.iter().position(is_counterpart);
    found.map(|at| drop(down.swap_remove(at))).is_some()
}

fn is_own(sql: &Maybe<String>) -> bool {
    sql.as_ref().is_ok_and(|sql| is_built_in_type(sql))
}
