//! A rule that has been checked: whatever stands here can be used without further questions.

use std::fmt;

use super::creates::Creates;
use crate::diagnostic::Severity;
use crate::edit::Rewrite;

/// The name of a rule: `pack/id`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId {
    /// The pack's name.
    pub pack: String,
    /// The rule's name in the pack.
    pub id: String,
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.pack, self.id)
    }
}

/// Where a rule comes from. A team's rule beats a shipped one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// Embedded in the binary.
    Shipped,
    /// From a rule file of the user.
    Team,
}

/// What a type expression may resolve to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypePattern {
    /// A full dotted path, `pgvector.sqlalchemy.Vector`.
    Exact(String),
    /// Any lost prefix, `*.Vector`; holds the class name.
    Wildcard(String),
}

/// What an argument's value has to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentKind {
    /// A whole number.
    Integer,
    /// An identifier or type name, checked.
    Word,
    /// Text, quoted where it is used.
    String,
    /// `True` or `False`.
    Boolean,
    /// Anything: it only holds its place among the positional arguments and is no placeholder.
    Any,
}

/// A literal value of an argument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// Text or a word.
    Text(String),
    /// A truth value.
    Boolean(bool),
}

/// An argument of the type's constructor, in positional order.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the rule file by itself")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// The keyword name; also the placeholder in templates.
    pub name: String,
    /// What the value has to be.
    pub kind: ArgumentKind,
    /// Other keyword names for the same argument.
    pub aliases: Vec<String>,
    /// Least value of an integer.
    pub min: Option<i64>,
    /// Greatest value of an integer.
    pub max: Option<i64>,
    /// The only values that are right; empty: any.
    pub one_of: Vec<Value>,
    /// The value that an absent argument stands for.
    pub default: Option<Value>,
    /// The default counts only where the argument of this name is given.
    pub default_with: Option<String>,
    /// Whether a value must be known. Under a full package path, a form that does without it will do.
    pub required: bool,
    /// Whether it takes all further positional arguments; then it is of kind `Any`.
    pub rest: bool,
    /// Whether it is only rendered: the real constructor refuses it, so the call fails even with its import.
    pub only_rendered: bool,
    /// Whether it repeats the column's keyword of the same name.
    pub of_column: bool,
}

/// A piece of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text that is copied.
    Text(String),
    /// The value of the argument of that name.
    Argument(String),
    /// One of two texts, by the truth value of an argument: `{timezone:with|without}`.
    Choice {
        /// The argument.
        argument: String,
        /// The text for `True`.
        yes: String,
        /// The text for `False`.
        no: String,
    },
}

/// Text with placeholders, all of which are known to be arguments of the rule.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Template {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
    /// The calls that it is for.
    pub condition: Condition,
}

/// Which calls a template is for; the default is for all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Condition {
    /// The arguments that the call gives, no more and no less.
    pub given: Option<Vec<String>>,
    /// The values that arguments have.
    pub when: Vec<(String, Value)>,
}

/// A version of `SQLAlchemy`, as far as type expressions differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SqlAlchemy {
    /// 1.4
    V1_4,
    /// 2.0 and later
    #[default]
    V2_0,
}

/// A `SQLAlchemy` expression that gives the same DDL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeForm {
    /// The expression; `sa.` and `postgresql.` stand for `sqlalchemy` and its `PostgreSQL` dialect.
    pub expression: Template,
    /// The oldest `SQLAlchemy` that has it.
    pub since: SqlAlchemy,
}

/// When a change of type from another needs USING.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UsingForm {
    /// `SQLAlchemy` class names of the old type, upper case (`TEXT`, `VARCHAR`, `ARRAY(TEXT)`).
    pub from: Vec<String>,
    /// The cast, with `{column}` and `{type}` beside the rule's arguments.
    pub cast: Template,
}

/// Databases that Rectify can tell apart.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// `PostgreSQL`, and what speaks its language.
    Postgresql,
    /// `SQLite`
    Sqlite,
    /// `MySQL` and `MariaDB`
    Mysql,
    /// Oracle
    Oracle,
    /// Microsoft SQL Server
    Mssql,
}

/// What a rule does with a bare name that SQLAlchemy has (`Text()` for `sa.Text()`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BareName {
    /// Puts the module in front: `sa.Text()`.
    Qualify(String),
    /// Drops the keyword argument whose value it is.
    DropArgument,
}

/// A case that a rule carries: what a revision holds, and what it becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleTest {
    /// What is shown.
    pub name: String,
    /// Statements, or a whole revision.
    pub before: String,
    /// The same afterwards; absent: it stays byte for byte.
    pub after: Option<String>,
    /// The 1-based line of the case in its rule file.
    pub line: u32,
}

/// What Rectify knows about one custom type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// One sentence on the type.
    pub about: String,
    /// Why the expression should not stay.
    pub why: String,
    /// Where the package lives.
    pub homepage: Option<String>,
    /// Shipped or the team's.
    pub origin: Origin,
    /// What expressions it knows.
    pub types: Vec<TypePattern>,
    /// Modules whose import binds the exact paths above.
    pub bound_by: Vec<String>,
    /// The constructor's arguments.
    pub arguments: Vec<Argument>,
    /// Argument names that never reach the DDL; `*` is every name that the rule does not know.
    pub ignored: Vec<String>,
    /// Argument names that hold secrets.
    pub secret: Vec<String>,
    /// Postgres type text; the first form whose placeholders all have values is taken.
    pub sql: Vec<Template>,
    /// `SQLAlchemy` expressions, taken the same way.
    pub type_forms: Vec<TypeForm>,
    /// The way that is taken unless the configuration says otherwise.
    pub rewrite: Rewrite,
    /// Why Rectify only reports the type, unless the configuration names a way to rewrite it.
    pub manual: Option<String>,
    /// The severity that replaces the computed one.
    pub severity: Option<Severity>,
    /// The extension that the type needs.
    pub extension: Option<String>,
    /// Whether what goes in is what is stored (design section 5, point 1).
    pub values_plain: bool,
    /// The dialects on which the DDL is the same.
    pub dialects: Vec<Dialect>,
    /// Whether the type is qualified by `extension-schema`.
    pub qualify: bool,
    /// Casts for a change of type.
    pub using: Vec<UsingForm>,
    /// The index that the package makes beside each column.
    pub creates: Option<Creates>,
    /// Bare names that the rule puts right; then `types` is empty.
    pub bare_names: Vec<String>,
    /// How it puts them right.
    pub bare_name: Option<BareName>,
    /// What kind of number the type may be to SQLAlchemy.
    pub number: Option<Number>,
    /// The cases it carries.
    pub tests: Vec<RuleTest>,
}

/// A number, of which SQLAlchemy makes SERIAL on keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// Any that is no integer: before SQLAlchemy 2.1 alone.
    Other,
    /// An integer.
    Integer,
}

impl Rule {
    /// Whether the type may stand for an integer.
    pub fn is_integer(&self) -> bool {
        self.number == Some(Number::Integer)
    }
}
