//! The syntax tree that the layers above see: owned, small, with byte spans.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use crate::source::{Span, Spanned};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it stands, without enclosing parentheses.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expressions that Rectify tells apart.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `name`
    Name(String),
    /// `value.attribute`
    Attribute {
        /// What stands in front of the dot.
        value: Box<Expr>,
        /// The name behind it.
        attribute: String,
    },
    /// `function(arguments)`
    Call {
        /// What is called.
        function: Box<Expr>,
        /// The arguments in the order of the text.
        arguments: Vec<Argument>,
        /// From the opening to behind the closing parenthesis.
        parentheses: Span,
    },
    /// A string literal, implicit concatenation included; the value is what Python sees.
    String(String),
    /// A whole number that fits.
    Integer(i64),
    /// Any other number.
    Number,
    /// `True` or `False`
    Boolean(bool),
    /// `None`
    None,
    /// A Python repr that is no Python (`<enum 'E'>`), masked while parsing.
    Repr,
    /// `[…]`
    List(Vec<Expr>),
    /// `(…, …)`
    Tuple(Vec<Expr>),
    /// `{key: value}`; the key is absent for `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `-operand`
    Negative(Box<Expr>),
    /// `left == right`, one comparison only.
    Equals {
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
        /// Whether it is `!=`.
        negated: bool,
    },
    /// `left in (…)`
    Membership {
        /// The left side.
        left: Box<Expr>,
        /// The tuple, list or set.
        items: Vec<Expr>,
        /// Whether it is `not in`.
        negated: bool,
    },
    /// `not operand`
    Not(Box<Expr>),
    /// `left % right`
    Percent {
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// A comprehension, lambda or `:=`, which bind names of their own.
    Binding {
        /// The names that are bound.
        targets: Vec<Expr>,
        /// The expressions in it.
        parts: Vec<Expr>,
    },
    /// Anything else, with the expressions in it.
    Other(Vec<Expr>),
}

/// One argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// From the keyword or star to the end of the value.
    pub span: Span,
    /// How it is passed.
    pub passing: Passing,
    /// Its value.
    pub value: Expr,
}

/// How an argument is passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passing {
    /// By position.
    Positional,
    /// By name.
    Keyword(String),
    /// `*value`
    Star,
    /// `**value`
    DoubleStar,
}

impl Argument {
    /// The keyword's name, if there is one.
    pub fn keyword(&self) -> Option<&str> {
        match &self.passing {
            Passing::Keyword(name) => Some(name),
            Passing::Positional | Passing::Star | Passing::DoubleStar => None,
        }
    }
}

impl Expr {
    /// The dotted path of a name or attribute chain.
    pub fn dotted(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Name(name) => Some(name.clone()),
            ExprKind::Attribute { value, attribute } => Some(format!("{}.{attribute}", value.dotted()?)),
            _ => None,
        }
    }

    /// The first name of a name or attribute chain.
    pub fn root(&self) -> Option<&Self> {
        match &self.kind {
            ExprKind::Name(_) => Some(self),
            ExprKind::Attribute { value, .. } => value.root(),
            _ => None,
        }
    }

    /// The value of a string literal.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::String(value) => Some(value),
            _ => None,
        }
    }

    /// Function and arguments of a call.
    pub fn as_call(&self) -> Option<(&Self, &[Argument])> {
        match &self.kind {
            ExprKind::Call { function, arguments, .. } => Some((function, arguments)),
            _ => None,
        }
    }

    /// Calls `visit` for the expressions directly inside this one.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        match &self.kind {
            ExprKind::Name(_)
            | ExprKind::String(_)
            | ExprKind::Integer(_)
            | ExprKind::Number
            | ExprKind::Boolean(_)
            | ExprKind::None
            | ExprKind::Repr => {}
            ExprKind::Attribute { value, .. } | ExprKind::Negative(value) | ExprKind::Not(value) => {
                visit(value);
            }
            ExprKind::Call { function, arguments, .. } => {
                visit(function);
                arguments.iter().for_each(|argument| visit(&argument.value));
            }
            ExprKind::List(items)
            | ExprKind::Tuple(items)
            | ExprKind::Other(items)
            | ExprKind::Binding { parts: items, .. } => {
                items.iter().for_each(visit);
            }
            ExprKind::Dict(items) => {
                for (key, value) in items {
                    if let Some(key) = key {
                        visit(key);
                    }
                    visit(value);
                }
            }
            ExprKind::Membership { left, items, .. } => {
                visit(left);
                items.iter().for_each(visit);
            }
            ExprKind::Equals { left, right, .. } | ExprKind::Percent { left, right } => {
                visit(left);
                visit(right);
            }
        }
    }

    /// Whether the text of any string inside this expression passes `test`.
    pub fn any_string(&self, test: &dyn Fn(&str) -> bool) -> bool {
        let mut found = false;
        self.walk(&mut |inner| found |= inner.as_str().is_some_and(test));
        found
    }

    /// Calls `visit` for this expression and every one inside it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }
}

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
        /// The value; absent in `name: type`.
        value: Option<Expr>,
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
        name: Spanned<String>,
        /// Names of the parameters, in order.
        parameters: Vec<String>,
        /// Defaults and decorators.
        expressions: Vec<Expr>,
        /// Its body.
        body: Vec<Stmt>,
    },
    /// `class name(bases): body`
    Class {
        /// Its name.
        name: Spanned<String>,
        /// Base classes, keywords and decorators.
        expressions: Vec<Expr>,
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
        /// Whether the bodies may run more than once.
        repeats: bool,
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

/// One name of an import statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// Where it stands in the statement.
    pub span: Span,
    /// What is imported.
    pub name: String,
    /// The name after `as`.
    pub alias: Option<String>,
}

impl Stmt {
    /// Calls `visit` for the expressions that belong to this statement itself, not to its bodies.
    pub fn for_each_expr<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            StmtKind::Expr(value) => visit(value),
            StmtKind::Assign { targets, value } => targets.iter().chain(value).for_each(visit),
            StmtKind::Return(value) => value.iter().for_each(visit),
            StmtKind::Raise(expressions)
            | StmtKind::Other(expressions)
            | StmtKind::Function { expressions, .. }
            | StmtKind::Class { expressions, .. } => expressions.iter().for_each(visit),
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
