//! What a statement does to the schema.

use super::ddl::TableName;
use super::text::identifier;

/// A value, or why it is not known.
pub type Maybe<T> = Result<T, String>;

/// A statement, as far as it touches the schema. Statements that are read from SQL hold no unknown values;
/// those of other sources may.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `CREATE TABLE`
    CreateTable(Box<CreateTable>),
    /// `DROP TABLE`
    DropTables(Vec<TableName>),
    /// `ALTER TABLE`
    AlterTable {
        /// The table.
        table: TableName,
        /// What is done to it, in order.
        actions: Vec<Action>,
    },
    /// `CREATE INDEX`
    CreateIndex(Box<IndexDef>),
    /// `DROP INDEX`
    DropIndexes(Vec<TableName>),
    /// `ALTER INDEX … RENAME TO`, and the same for sequences, which share the names of tables.
    RenameRelation {
        /// The old name.
        from: TableName,
        /// The new name, in the same schema.
        to: String,
    },
    /// `CREATE TYPE … AS ENUM`
    CreateEnum {
        /// The type.
        name: TableName,
        /// Its labels in order.
        labels: Maybe<Vec<String>>,
        /// Whether it may be there already.
        unless_there: bool,
    },
    /// `CREATE DOMAIN`, and any other `CREATE TYPE`.
    CreateType {
        /// The type.
        name: TableName,
        /// What it is, as text.
        definition: String,
    },
    /// `DROP TYPE`, `DROP DOMAIN`
    DropTypes(Vec<TableName>),
    /// `ALTER TYPE … ADD VALUE`
    AddLabel {
        /// The type.
        name: TableName,
        /// The new label.
        label: String,
        /// The neighbour, and whether the label goes before it.
        beside: Option<(String, bool)>,
    },
    /// `ALTER TYPE … RENAME VALUE`
    RenameLabel {
        /// The type.
        name: TableName,
        /// The old label.
        from: String,
        /// The new label.
        to: String,
    },
    /// `ALTER TYPE … RENAME TO`, `SET SCHEMA`, and the same for domains.
    RenameType {
        /// The old name.
        from: TableName,
        /// The new name.
        to: TableName,
    },
    /// `CREATE EXTENSION`
    CreateExtension(String),
    /// `DROP EXTENSION`
    DropExtensions {
        /// The extensions.
        names: Vec<String>,
        /// `CASCADE`: with what is of their types.
        cascade: bool,
    },
    /// `CREATE SEQUENCE`
    CreateSequence {
        /// The sequence.
        name: TableName,
        /// The column that it goes with.
        owner: Option<(TableName, String)>,
    },
    /// `ALTER SEQUENCE … OWNED BY`
    OwnSequence {
        /// The sequence.
        name: TableName,
        /// The column that it goes with from now on.
        owner: Option<(TableName, String)>,
    },
    /// `DROP SEQUENCE`
    DropSequences(Vec<TableName>),
    /// `DROP SCHEMA … CASCADE`
    DropSchemas(Vec<String>),
    /// `COMMENT ON COLUMN`
    CommentOnColumn {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
        /// The comment; none removes it.
        comment: Maybe<Option<String>>,
    },
    /// `COMMENT ON TABLE`
    CommentOnTable {
        /// The table.
        table: TableName,
        /// The comment; none removes it.
        comment: Maybe<Option<String>>,
    },
    /// Changes rows, permissions or what else is no part of the model.
    Harmless,
    /// May do something to these tables.
    Touches {
        /// The tables.
        tables: Vec<TableName>,
        /// What is not understood.
        why: String,
    },
    /// May do something to this type.
    TouchesType {
        /// The type.
        name: TableName,
        /// What is not understood.
        why: String,
    },
    /// May do something to this index.
    TouchesIndex {
        /// The index.
        name: TableName,
        /// What is not understood.
        why: String,
    },
    /// `SET search_path`: names without a schema are looked for in these from now on; none for the default.
    SearchPath(Maybe<Vec<String>>),
    /// May do anything.
    Opaque(String),
}

/// `CREATE TABLE`
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTable {
    /// Its name.
    pub name: TableName,
    /// Its columns.
    pub columns: Vec<ColumnDef>,
    /// Constraints outside the columns, in order.
    pub constraints: Vec<ConstraintDef>,
    /// Whether it may be there already.
    pub unless_there: bool,
    /// Why there may be more to it than is listed (`LIKE`, `INHERITS`).
    pub more: Option<String>,
    /// The table's comment.
    pub comment: Option<String>,
    /// What it has that is no part of the model: storage, partitions.
    pub extras: Option<String>,
}

/// What `ALTER TABLE` does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// `ADD COLUMN`
    AddColumn {
        /// The column.
        column: Box<ColumnDef>,
        /// Whether it may be there already.
        unless_there: bool,
    },
    /// `DROP COLUMN`
    DropColumn(Maybe<String>),
    /// `RENAME COLUMN`
    RenameColumn {
        /// The old name.
        from: String,
        /// The new one.
        to: Maybe<String>,
    },
    /// `ALTER COLUMN … TYPE`
    SetType {
        /// The column.
        column: String,
        /// Its new type.
        type_sql: Maybe<String>,
        /// `COLLATE`
        collation: Option<String>,
    },
    /// `ALTER COLUMN … SET NOT NULL` or `DROP NOT NULL`
    SetNotNull {
        /// The column.
        column: String,
        /// Whether NULL is refused from now on.
        not_null: Maybe<bool>,
    },
    /// `ALTER COLUMN … SET DEFAULT`, `DROP DEFAULT`, and the like of generated columns.
    SetFill {
        /// The column.
        column: String,
        /// What fills it from now on.
        fill: Maybe<Option<Fill>>,
    },
    /// `ADD CONSTRAINT`
    AddConstraint(ConstraintDef),
    /// `DROP CONSTRAINT`
    DropConstraint {
        /// Its name.
        name: Maybe<String>,
        /// The kind that is said to be dropped.
        kind: Option<ConstraintKind>,
    },
    /// `RENAME CONSTRAINT`
    RenameConstraint {
        /// The old name.
        from: String,
        /// The new one.
        to: String,
    },
    /// `RENAME TO`
    Rename(Maybe<String>),
    /// `SET SCHEMA`
    SetSchema(String),
    /// Something to one column that is not understood.
    TouchColumn {
        /// The column.
        column: String,
        /// What is not understood.
        why: String,
    },
    /// Something that is not understood.
    Touch(String),
    /// Gives the table something that is no part of the model, and would be lost with it.
    Extra(String),
    /// Something that is no part of the model.
    Nothing,
}

/// A column as defined.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnDef {
    /// Its name.
    pub name: Maybe<String>,
    /// Its type, as Postgres names it; `serial` and its like stand for what they do.
    pub type_sql: Maybe<String>,
    /// `COLLATE`
    pub collation: Option<String>,
    /// Whether NULL is refused.
    pub not_null: Maybe<bool>,
    /// What fills it.
    pub fill: Maybe<Option<Fill>>,
    /// Its comment.
    pub comment: Maybe<Option<String>>,
    /// Its constraints in order.
    pub constraints: Vec<ConstraintDef>,
    /// Its line in the file, where that is another than its statement's.
    pub line: Option<u32>,
}

/// What fills a column by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// `DEFAULT expression`
    Default(String),
    /// `GENERATED ALWAYS AS (expression) STORED`
    Stored(String),
    /// `GENERATED … AS IDENTITY`
    Identity {
        /// `ALWAYS` rather than `BY DEFAULT`.
        always: bool,
        /// The options of its sequence, as written.
        options: String,
    },
}

/// What a constraint is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintName {
    /// This.
    Given(String),
    /// This, unless a naming convention makes something else of it.
    Plain(String),
    /// What Postgres chooses.
    Chosen,
    /// What a naming convention says; without one, what Postgres chooses.
    Convention,
    /// It is not known, and why.
    Unknown(String),
}

/// The kinds of constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`
    PrimaryKey,
    /// `UNIQUE`
    Unique,
    /// `FOREIGN KEY`
    ForeignKey,
    /// `CHECK`
    Check,
    /// `EXCLUDE`
    Exclude,
}

/// A constraint as defined.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstraintDef {
    /// Its name.
    pub name: ConstraintName,
    /// Its kind.
    pub kind: ConstraintKind,
    /// What it says.
    pub body: Maybe<ConstraintBody>,
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConstraintBody {
    /// The columns of a key, a unique or a foreign key constraint.
    pub columns: Vec<String>,
    /// The table and the columns that a foreign key points to; no columns: its primary key.
    pub references: Option<(TableName, Vec<String>)>,
    /// The expression of a check; all that follows `EXCLUDE`.
    pub expression: Option<String>,
    /// `INCLUDE`, `NULLS NOT DISTINCT` of a key or unique constraint.
    pub index_options: String,
    /// `MATCH`, `ON UPDATE`, `ON DELETE`, `DEFERRABLE`, `INITIALLY`, `NOT VALID`, in this order, defaults left
    /// out.
    pub options: String,
}

/// An index as defined.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexDef {
    /// Its name.
    pub name: ConstraintName,
    /// The table.
    pub table: TableName,
    /// What it says.
    pub body: Maybe<IndexBody>,
    /// Whether it may be there already.
    pub unless_there: bool,
}

/// What an index says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexBody {
    /// `UNIQUE`
    pub unique: bool,
    /// The access method.
    pub method: String,
    /// What is indexed, in order.
    pub elements: Vec<IndexElement>,
    /// `INCLUDE`
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT`
    pub nulls_not_distinct: bool,
    /// The text in the parentheses of `WITH`.
    pub with: String,
    /// The expression of `WHERE`.
    pub predicate: Option<String>,
}

/// One element of an index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexElement {
    /// The column, if it is one.
    pub column: Option<String>,
    /// The expression, if it is no column.
    pub expression: String,
    /// Operator class, collation and order, as written.
    pub tail: String,
}

impl IndexElement {
    /// It as SQL says it.
    pub fn sql(&self) -> String {
        let what = match &self.column {
            Some(column) => identifier(column),
            None => format!("({})", self.expression),
        };
        if self.tail.is_empty() { what } else { format!("{what} {}", self.tail) }
    }
}
