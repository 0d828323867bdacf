//! Type expressions and unbound names, with where they stand.

use crate::python::{Argument, Expr, Resolution, Stmt};

/// What a type expression is the type of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A column of an operation or of a column that is made outside one.
    Column,
    /// A column of `sa.table(…)` or `sa.Table(…)`: values pass through the type.
    TableColumn,
    /// `type_=` of `alter_column`
    NewType,
    /// `existing_type=` of `alter_column`
    ExistingType,
    /// A value: `sa.cast`, `sa.literal`, `op.inline_literal`, `sa.bindparam`.
    Value,
    /// An argument of another type: `astext_type=`.
    Nested,
    /// Anywhere else, such as a variable.
    Other,
}

/// What stands between a type expression and the column it is for, outermost first.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrapper<'m> {
    /// `ARRAY(…)` with this many dimensions.
    Array {
        /// The whole `ARRAY(…)` expression.
        expr: &'m Expr,
        /// The number of dimensions, 1 if not given; `None` if it is no literal.
        dimensions: Option<i64>,
        /// Whether other arguments change nothing in the database.
        plain: bool,
    },
    /// The receiver or an argument of `with_variant`.
    Variant,
}

/// One type expression from outside SQLAlchemy, one that SQLAlchemy lacks, or one that takes arguments from
/// outside (`sa.Enum(AppEnum)`).
#[derive(Clone, Debug)]
pub struct TypeUse<'m> {
    /// The whole expression: the call, or the bare class.
    pub expr: &'m Expr,
    /// The class: a name or attribute chain.
    pub class: &'m Expr,
    /// The constructor's arguments.
    pub arguments: &'m [Argument],
    /// What the class resolves to.
    pub resolution: Resolution,
    /// What it is the type of.
    pub place: Place,
    /// What stands around it.
    pub wrappers: Vec<Wrapper<'m>>,
    /// The operation that it stands in, as an index of `Revision::operations`.
    pub operation: Option<usize>,
    /// The column call that it stands in.
    pub column: Option<&'m Expr>,
    /// The innermost statement.
    pub statement: &'m Stmt,
    /// The variable that the statement assigns.
    pub variable: Option<&'m str>,
    /// Whether the class is SQLAlchemy's own, and only its arguments are from elsewhere.
    pub standard: bool,
}

/// A name inside an operation's arguments that nothing binds.
#[derive(Clone, Debug)]
pub struct UnboundName<'m> {
    /// The first name.
    pub root: &'m Expr,
    /// The whole chain.
    pub chain: &'m Expr,
    /// The keyword argument whose whole value it is, called or not, with the call's parentheses and
    /// arguments.
    pub keyword: Option<(&'m Argument, &'m Expr)>,
}

/// Everything of interest in a revision's expressions.
#[derive(Clone, Debug, Default)]
pub struct Uses<'m> {
    /// Type expressions, in the order of the text.
    pub types: Vec<TypeUse<'m>>,
    /// Unbound names.
    pub unbound: Vec<UnboundName<'m>>,
    /// Names of dialects that types have variants for.
    pub variants: Vec<&'m str>,
}
