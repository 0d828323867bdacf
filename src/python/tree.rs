//! The expressions that the layers above see: owned, small, with byte spans.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Name;
use crate::source::Span;

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
    Name(Name),
    /// `value.attribute`
    Attribute {
        /// What stands in front of the dot.
        value: Box<Expr>,
        /// The name behind it.
        attribute: Name,
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
    /// `{…, …}`
    Set(Vec<Expr>),
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
    /// `left < right` and its like, one comparison only.
    Ordered {
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
        /// Whether it is `>` or `>=`.
        greater: bool,
        /// Whether it is `<=` or `>=`.
        or_equal: bool,
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
    /// `left in right`, where `right` is no display.
    Contains {
        /// The left side.
        left: Box<Expr>,
        /// What is looked through.
        right: Box<Expr>,
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
    /// Another operator between two values.
    Binary {
        /// Which one.
        operator: Operator,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// `left is right`
    Identity {
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
        /// Whether it is `is not`.
        negated: bool,
    },
    /// `a and b`, `a or b`
    Logic {
        /// Whether all have to hold.
        all: bool,
        /// The operands.
        operands: Vec<Expr>,
    },
    /// `then if test else otherwise`
    Conditional {
        /// The test.
        test: Box<Expr>,
        /// The value where it holds.
        then: Box<Expr>,
        /// The value where it does not.
        otherwise: Box<Expr>,
    },
    /// An f-string without conversions and format specifications.
    Formatted(Vec<Piece>),
    /// `value[index]`
    Subscript {
        /// What is looked into.
        value: Box<Expr>,
        /// What stands in the brackets.
        index: Box<Expr>,
    },
    /// A comprehension, lambda or `:=`, which bind names of their own.
    Binding {
        /// What it is.
        form: BindingForm,
        /// The names that are bound.
        targets: Vec<Expr>,
        /// The expressions in it, in the order that `form` tells.
        parts: Vec<Expr>,
    },
    /// Anything else, with the expressions in it.
    Other(Vec<Expr>),
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `//`
    FloorDivide,
    /// `|`
    Or,
    /// `**`
    Power,
    /// `<<`
    ShiftLeft,
}

impl Operator {
    /// What it makes of two whole numbers, where that fits.
    pub fn of_integers(self, left: i64, right: i64) -> Option<i64> {
        match self {
            Self::Add => left.checked_add(right),
            Self::Subtract => left.checked_sub(right),
            Self::Multiply => left.checked_mul(right),
            Self::FloorDivide if right > 0 => left.checked_div_euclid(right),
            Self::FloorDivide | Self::Or | Self::Power | Self::ShiftLeft => None,
        }
    }
}

/// A piece of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A value, put in as `str` shows it.
    Value(Expr),
}

/// An expression that binds names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingForm {
    /// `lambda targets: part`; defaults come first, the body last.
    Lambda,
    /// `[element for target in values if test]`, with brackets or without: the values, the target, the
    /// tests, the element.
    List,
    /// Any other.
    Other,
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
    Keyword(Name),
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
    pub fn dotted(&self) -> Option<Name> {
        self.root_name().map(|root| self.dotted_from(root))
    }

    /// The dotted path of a name or attribute chain with `root` in place of its first name.
    pub(super) fn dotted_from(&self, root: &Name) -> Name {
        match &self.kind {
            ExprKind::Attribute { value, attribute } => match &value.kind {
                ExprKind::Name(_) => Name::concat(&[root.as_str(), ".", attribute]),
                _ => Name::concat(&[value.dotted_from(root).as_str(), ".", attribute]),
            },
            _ => root.clone(),
        }
    }

    /// The text of the first name of a name or attribute chain.
    pub(super) fn root_name(&self) -> Option<&Name> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            ExprKind::Attribute { value, .. } => value.root_name(),
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

    /// The value of whole numbers and of what is worked out from them alone (`2 * 4`).
    pub fn as_integer(&self) -> Option<i64> {
        match &self.kind {
            ExprKind::Integer(value) => Some(*value),
            ExprKind::Negative(value) => value.as_integer()?.checked_neg(),
            ExprKind::Binary { operator, left, right } => {
                operator.of_integers(left.as_integer()?, right.as_integer()?)
            }
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
            | ExprKind::Set(items)
            | ExprKind::Other(items)
            | ExprKind::Logic { operands: items, .. }
            | ExprKind::Binding { parts: items, .. } => {
                items.iter().for_each(visit);
            }
            ExprKind::Formatted(pieces) => {
                for piece in pieces {
                    if let Piece::Value(value) = piece {
                        visit(value);
                    }
                }
            }
            ExprKind::Conditional { test, then, otherwise } => {
                visit(then);
                visit(test);
                visit(otherwise);
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
            ExprKind::Equals { left, right, .. }
            | ExprKind::Identity { left, right, .. }
            | ExprKind::Ordered { left, right, .. }
            | ExprKind::Contains { left, right, .. }
            | ExprKind::Percent { left, right }
            | ExprKind::Binary { left, right, .. }
            | ExprKind::Subscript { value: left, index: right } => {
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
