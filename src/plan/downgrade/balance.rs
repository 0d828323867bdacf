//! Downgrades that plainly undo their upgrades, of which the past need not be asked.

#![expect(clippy::wildcard_enum_match_arm, reason = "what is not listed is looked at with the past")]

use crate::schema::{Script, Step, is_built_in_type};
use crate::sql::{Action, Maybe, Statement, TableName};

/// Whether each step of an upgrade has its counterpart in the downgrade, and what a downgrade has to bring back
/// is of Postgres's own types: a custom type's column may come back as another one, and its index in another
/// way, without a word of it in the file. `is_spoken_of` says whether other revisions may give a column or
/// table of that name a custom type.
pub(super) fn is_balanced(script: &Script, is_spoken_of: &dyn Fn(&str) -> bool) -> bool {
    let (mut up, mut down) = (Vec::new(), Vec::new());
    if !(gather(&script.upgrade, &mut up) && gather(&script.downgrade, &mut down))
        || down.iter().any(brings_custom)
    {
        return false;
    }
    // An index goes with a table that the same revision makes.
    let made = |name: &TableName| {
        up.iter().any(|step| matches!(step, Move::Table { table, added: true, .. } if table == name))
    };
    up.iter().all(|step| {
        matches!(step, Move::Index(table) if made(table)) || has_counterpart(step, &mut down, is_spoken_of)
    })
}

/// A step by which the two ways are compared.
#[derive(PartialEq)]
enum Move {
    Column { table: TableName, column: String, added: bool, own: bool },
    Renamed { table: TableName, from: String, to: String },
    Typed { table: TableName, column: String, own: bool },
    Nullable { table: TableName, column: String, not_null: bool },
    Filled { table: TableName, column: String },
    Constrained { table: TableName, added: bool },
    Index(TableName),
    NoIndex,
    Table { table: TableName, added: bool, own: bool },
}

fn brings_custom(step: &Move) -> bool {
    matches!(
        step,
        Move::Table { own: false, .. } | Move::Column { own: false, .. } | Move::Typed { own: false, .. }
    )
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
            let own = create.columns.iter().all(|column| is_own(&column.type_sql));
            moves.push(Move::Table { table: create.name.clone(), added: true, own });
            !create.unless_there
        }
        Statement::DropTables(tables) => {
            moves.extend(tables.iter().map(|table| Move::Table {
                table: table.clone(),
                added: false,
                own: true,
            }));
            true
        }
        Statement::AlterTable { table, actions } => {
            let count = moves.len();
            let compared =
                actions.iter().filter(|action| !matches!(action, Action::Nothing | Action::Extra(_)));
            moves.extend(compared.clone().map_while(|action| of_action(table, action)));
            moves.len() - count == compared.count()
        }
        // Access methods of extensions are for their types.
        Statement::CreateIndex(index) if index.body.as_ref().is_ok_and(|body| body.method == "btree") => {
            moves.push(Move::Index(index.table.clone()));
            true
        }
        Statement::DropIndexes(names) => {
            moves.extend(names.iter().map(|_| Move::NoIndex));
            true
        }
        Statement::CommentOnColumn { table, column, .. } => {
            moves.push(Move::Filled { table: table.clone(), column: column.clone() });
            true
        }
        Statement::CreateEnum { .. }
        | Statement::CreateExtension(_)
        | Statement::DropTypes(_)
        | Statement::CommentOnTable { .. }
        | Statement::Harmless => true,
        _ => false,
    }
}

/// What an action is to the other way; nothing for what has to be looked at with the past.
fn of_action(table: &TableName, action: &Action) -> Option<Move> {
    let table = table.clone();
    Some(match action {
        Action::AddColumn { column, unless_there: false } => {
            let own = is_own(&column.type_sql);
            Move::Column { table, column: column.name.clone().ok()?, added: true, own }
        }
        Action::DropColumn(column) => {
            Move::Column { table, column: column.clone().ok()?, added: false, own: true }
        }
        Action::RenameColumn { from, to } => {
            Move::Renamed { table, from: from.clone(), to: to.clone().ok()? }
        }
        Action::SetType { column, type_sql, .. } => {
            Move::Typed { table, column: column.clone(), own: is_own(type_sql) }
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

/// Takes the counterpart of an upgrade's move out of those of the downgrade, where it needs one.
fn has_counterpart(step: &Move, down: &mut Vec<Move>, is_spoken_of: &dyn Fn(&str) -> bool) -> bool {
    match step {
        // What is added of Postgres's own types concerns nobody.
        Move::Table { added: true, own: true, .. } | Move::Column { added: true, own: true, .. } => {
            return true;
        }
        Move::Table { table, added: false, .. } => return !is_spoken_of(&table.name),
        Move::Typed { column, own: false, .. } if is_spoken_of(column) => return false,
        Move::Column { column, added: false, .. }
        | Move::Typed { column, own: true, .. }
        | Move::Filled { column, .. } => return !is_spoken_of(column),
        Move::NoIndex => return false,
        Move::Table { table, .. } => return down.iter().any(|other| is_drop_of(other, table)),
        // It goes with its table.
        Move::Column { table, .. } if down.iter().any(|other| is_drop_of(other, table)) => return true,
        Move::Column { .. }
        | Move::Typed { .. }
        | Move::Renamed { .. }
        | Move::Nullable { .. }
        | Move::Constrained { .. }
        | Move::Index(_) => {}
    }
    let found = down.iter().position(|other| undoes(other, step));
    found.map(|at| drop(down.swap_remove(at))).is_some()
}

fn is_drop_of(step: &Move, name: &TableName) -> bool {
    matches!(step, Move::Table { table, added: false, .. } if table == name)
}

fn undoes(other: &Move, step: &Move) -> bool {
    match (step, other) {
        (Move::Typed { table, column, .. }, Move::Typed { table: other, column: name, own: true }) => {
            table == other && column == name
        }
        (
            Move::Column { table, column, .. },
            Move::Column { table: other, column: name, added: false, .. },
        ) => table == other && column == name,
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
    }
}

fn is_own(sql: &Maybe<String>) -> bool {
    sql.as_ref().is_ok_and(|sql| is_built_in_type(sql))
}
