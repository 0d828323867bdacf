//! Statements.

use super::Name;
use super::tree::{Argument, Expr};
use crate::source::{Span, Spanned};

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// Where it stands, decorators included.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statements that Rectify tells apart.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// An expression by itself.
    Expr(Expr),
    /// `target = value`; annotated assignments too.
    Assign {
        /// What is assigned to, in order.
        targets: Vec<Expr>,
        /// The annotation.
        annotation: Option<Expr>,
        /// The value; absent in `name: type`.
        value: Option<Expr>,
    },
    /// `target += value`
    Augment {
        /// What is changed.
        target: Expr,
        /// The operation that gives its new value.
        value: Expr,
    },
    /// `return value`
    Return(Option<Expr>),
    /// `raise …`
    Raise(Vec<Expr>),
    /// `pass`
    Pass,
    /// `def name(parameters): body`
    Function {
        /// Its name.
        name: Spanned<Name>,
        /// The parameters, in order.
        parameters: Vec<Parameter>,
        /// The decorators.
        decorators: Vec<Expr>,
        /// The annotation of what is returned.
        returns: Option<Expr>,
        /// Its body.
        body: Vec<Stmt>,
    },
    /// `class name(bases): body`
    Class {
        /// Its name.
        name: Spanned<Name>,
        /// Base classes and keywords.
        bases: Vec<Argument>,
        /// The decorators.
        decorators: Vec<Expr>,
        /// Its body.
        body: Vec<Stmt>,
    },
    /// `if`, `elif` and `else`; the test is absent for `else`.
    If(Vec<(Option<Expr>, Vec<Stmt>)>),
    /// `with item as name: body`
    With {
        /// Context expressions with what they are bound to.
        items: Vec<(Expr, Option<Expr>)>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `import …`
    Import(Vec<ImportedName>),
    /// `from module import …`
    ImportFrom {
        /// The module, with leading dots for a relative import.
        module: String,
        /// What is imported; `*` stands for everything.
        names: Vec<ImportedName>,
    },
    /// `for`, `while`, `try`, `match` and the rest.
    Block {
        /// What it is.
        kind: BlockKind,
        /// Names that the statement itself binds.
        targets: Vec<Expr>,
        /// Expressions outside the bodies.
        expressions: Vec<Expr>,
        /// The bodies.
        bodies: Vec<Vec<Stmt>>,
    },
    /// A statement without bodies that Rectify does not look into further.
    Other(Vec<Expr>),
}

/// A statement with bodies that is none of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `for` and `while`: the bodies may run more than once.
    Loop,
    /// `try`: its body, the handlers', `else` and `finally`.
    Try,
    /// `match`
    Match,
}

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// How it is passed.
    pub kind: ParameterKind,
    /// Its annotation.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
}

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// By position, or by name.
    Positional,
    /// By name alone.
    Keyword,
    /// `*args`
    Star,
    /// `**kwargs`
    DoubleStar,
}

/// One name of an import statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// Where it stands in the statement.
    pub span: Span,
    /// What is imported.
    pub name: Name,
    /// The name after `as`.
    pub alias: Option<Name>,
}

impl Stmt {
    /// Calls `visit` for the expressions that belong to this statement itself, not to its bodies.
    pub fn for_each_expr<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            StmtKind::Assign { targets, value, .. } => targets.iter().chain(value).for_each(visit),
            StmtKind::Expr(value) | StmtKind::Augment { value, .. } => visit(value),
            StmtKind::Return(value) => value.iter().for_each(visit),
            StmtKind::Raise(expressions) | StmtKind::Other(expressions) => {
                expressions.iter().for_each(visit);
            }
            StmtKind::Function { parameters, decorators, returns, .. } => {
                decorators.iter().for_each(&mut *visit);
                for parameter in parameters {
                    parameter.annotation.iter().chain(&parameter.default).for_each(&mut *visit);
                }
                returns.iter().for_each(visit);
            }
            StmtKind::Class { bases, decorators, .. } => {
                decorators.iter().for_each(&mut *visit);
                bases.iter().for_each(|base| visit(&base.value));
            }
            StmtKind::Block { targets, expressions, .. } => {
                targets.iter().chain(expressions).for_each(visit);
            }
            StmtKind::If(branches) => branches.iter().filter_map(|(test, _)| test.as_ref()).for_each(visit),
            StmtKind::With { items, .. } => {
                for (value, target) in items {
                    visit(value);
                    target.iter().for_each(&mut *visit);
                }
            }
            StmtKind::Pass | StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {}
        }
    }

    /// The statement's bodies, in the order of the text.
    pub fn bodies(&self) -> Vec<&[Self]> {
        match &self.kind {
            StmtKind::Function { body, .. } | StmtKind::Class { body, .. } | StmtKind::With { body, .. } => {
                vec![body]
            }
            StmtKind::If(branches) => branches.iter().map(|(_, body)| body.as_slice()).collect(),
            StmtKind::Block { bodies, .. } => bodies.iter().map(Vec::as_slice).collect(),
            StmtKind::Expr(_)
            | StmtKind::Assign { .. }
            | StmtKind::Augment { .. }
            | StmtKind::Return(_)
            | StmtKind::Raise(_)
            | StmtKind::Pass
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Other(_) => Vec::new(),
        }
    }

    /// Calls `visit` for this statement and every one inside it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for body in self.bodies() {
            body.iter().for_each(|statement| statement.walk(visit));
        }
    }
    /// Calls `visit` for every expression of this statement and of those inside it.
    pub fn walk_exprs<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        self.walk(&mut |inner| inner.for_each_expr(&mut |expr| expr.walk(visit)));
    }
}
