//! Operations and their arguments by name.

use super::dialect::Guard;
use super::plugin::Plugin;
use crate::python::{Argument, Expr, Passing, Stmt};

/// What an operation does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpKind {
    /// `add_column`
    AddColumn,
    /// `create_table`
    CreateTable,
    /// `alter_column`
    AlterColumn,
    /// `drop_column`
    DropColumn,
    /// `drop_table`
    DropTable,
    /// `rename_table`
    RenameTable,
    /// `create_index`
    CreateIndex,
    /// `drop_index`
    DropIndex,
    /// `create_*_constraint`, `create_primary_key`, `create_foreign_key`
    CreateConstraint,
    /// `drop_constraint`
    DropConstraint,
    /// `create_table_comment`, `drop_table_comment`
    TableComment,
    /// `execute`
    Execute,
    /// `bulk_insert`
    BulkInsert,
    /// `batch_alter_table`
    BatchAlterTable,
    /// Anything else on `op`: `get_bind`, `f`, plugin operations.
    Other,
}

impl OpKind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "add_column" => Self::AddColumn,
            "create_table" => Self::CreateTable,
            "alter_column" => Self::AlterColumn,
            "drop_column" => Self::DropColumn,
            "drop_table" => Self::DropTable,
            "rename_table" => Self::RenameTable,
            "create_index" => Self::CreateIndex,
            "drop_index" => Self::DropIndex,
            "create_check_constraint"
            | "create_exclude_constraint"
            | "create_foreign_key"
            | "create_primary_key"
            | "create_unique_constraint" => Self::CreateConstraint,
            "drop_constraint" => Self::DropConstraint,
            "create_table_comment" | "drop_table_comment" => Self::TableComment,
            "execute" => Self::Execute,
            "bulk_insert" => Self::BulkInsert,
            "batch_alter_table" => Self::BatchAlterTable,
            _ => Self::Other,
        }
    }

    /// When the operation runs inside a `batch_alter_table` block, as far as others depend on it.
    pub const fn in_batch(self) -> InBatch {
        match self {
            Self::CreateIndex | Self::DropIndex | Self::CreateConstraint | Self::DropConstraint => {
                InBatch::IndexOrConstraint
            }
            Self::Execute | Self::BulkInsert | Self::BatchAlterTable => InBatch::AtOnce,
            Self::AddColumn
            | Self::CreateTable
            | Self::AlterColumn
            | Self::DropColumn
            | Self::DropTable
            | Self::RenameTable
            | Self::TableComment
            | Self::Other => InBatch::AtTheEnd,
        }
    }

    /// Names of the positional parameters of `op.NAME`; a batch operation lacks the table.
    pub(super) const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::AddColumn => &["table_name", "column"],
            Self::AlterColumn | Self::DropColumn => &["table_name", "column_name"],
            Self::CreateTable | Self::DropTable => &["table_name"],
            Self::RenameTable => &["old_table_name", "new_table_name"],
            Self::CreateIndex => &["index_name", "table_name", "columns"],
            Self::DropIndex => &["index_name", "table_name"],
            Self::CreateConstraint | Self::DropConstraint => &["constraint_name", "table_name"],
            Self::TableComment => &["table_name", "comment"],
            Self::Execute => &["sqltext"],
            Self::BulkInsert => &["table", "rows"],
            Self::BatchAlterTable => &["table_name", "schema"],
            Self::Other => &[],
        }
    }
}

/// How an operation of a batch block runs (see `Batch`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InBatch {
    /// Where it is written, before every batched operation of the block.
    AtOnce,
    /// When the block ends, on an index or a constraint.
    IndexOrConstraint,
    /// When the block ends.
    AtTheEnd,
}

/// A call's arguments by the name of their parameter.
#[derive(Clone, Debug, Default)]
pub struct BoundArguments<'m> {
    /// Those with a known parameter, in the order of the text.
    pub named: Vec<(&'m str, &'m Argument)>,
    /// Further positional ones (`*columns` of `create_table`).
    pub rest: Vec<&'m Argument>,
    /// Whether `*value` or `**value` may hold anything.
    pub starred: bool,
}

impl<'m> BoundArguments<'m> {
    /// Binds the arguments of a call to `parameters`; a batch operation lacks the table.
    pub(super) fn bind(parameters: &[&'static str], in_batch: bool, arguments: &'m [Argument]) -> Self {
        let mut parameters = parameters.iter().copied().filter(|name| !(in_batch && *name == "table_name"));
        let mut bound = Self::default();
        for argument in arguments {
            match &argument.passing {
                Passing::Positional => match parameters.next() {
                    Some(name) => bound.named.push((name, argument)),
                    None => bound.rest.push(argument),
                },
                Passing::Keyword(name) => bound.named.push((name, argument)),
                Passing::Star | Passing::DoubleStar => bound.starred = true,
            }
        }
        bound
    }

    /// The argument of the parameter `name`.
    pub fn argument(&self, name: &str) -> Option<&'m Argument> {
        self.named.iter().find(|(parameter, _)| *parameter == name).map(|(_, argument)| *argument)
    }

    /// The value of the parameter `name`.
    pub fn get(&self, name: &str) -> Option<&'m Expr> {
        self.argument(name).map(|argument| &argument.value)
    }
}

/// Where an operation stands.
#[derive(Clone, Debug)]
pub struct Site<'m> {
    /// The innermost statement.
    pub statement: &'m Stmt,
    /// Whether the call is the whole statement, so that its result is not used.
    pub is_statement: bool,
    /// The batch block it belongs to, as an index of `Revision::batches`.
    pub batch: Option<usize>,
    /// Whether it may run more than once.
    pub in_loop: bool,
    /// Whether it runs only under a condition.
    pub conditional: bool,
    /// The databases on which it runs.
    pub guard: Guard,
}

/// One call of an Alembic operation.
#[derive(Clone, Debug)]
pub struct Operation<'m> {
    /// What it does.
    pub kind: OpKind,
    /// The operation as a package's, if it is one that is known.
    pub plugin: Option<&'static Plugin>,
    /// The name of the operation.
    pub name: &'m str,
    /// The call.
    pub call: &'m Expr,
    /// What is called, `op` or the batch variable, as written; empty for bare names.
    pub receiver: &'m str,
    /// Its arguments.
    pub arguments: BoundArguments<'m>,
    /// Where it stands.
    pub site: Site<'m>,
}

/// A `with op.batch_alter_table(…) as NAME` block.
#[derive(Clone, Debug)]
pub struct Batch<'m> {
    /// The `with` statement.
    pub statement: &'m Stmt,
    /// The variable that holds the batch operations.
    pub variable: &'m str,
    /// The arguments of `batch_alter_table`.
    pub arguments: BoundArguments<'m>,
    /// What `op` is called where the block begins.
    pub receiver: &'m str,
    /// The databases on which it runs.
    pub guard: Guard,
    /// Whether it may run more than once.
    pub in_loop: bool,
}
