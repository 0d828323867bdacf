//! Values of the sources, as far as they can be told without running them.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::interpret::Scope;
use crate::project::{Ancestor, Class, Doubt, SourceModule};
use crate::python::{Expr, Stmt};

/// A piece of text that may hold arguments of the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The value of the argument of that name.
    Argument(String),
}

/// An argument of a call, with its keyword.
pub(super) type Passed<'a> = (Option<String>, Value<'a>);

/// What an expression stands for.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    None,
    Boolean(bool),
    Integer(i64),
    /// Text, argument values put in.
    Text(Vec<Piece>),
    /// An integer argument of the type whose value is not looked at.
    Given(String),
    /// A list or tuple.
    List(Vec<Value<'a>>),
    /// A set, whose order nobody knows.
    Set(Vec<Value<'a>>),
    Dict(Vec<(Value<'a>, Value<'a>)>),
    /// An instance of a column type.
    Type(Rc<TypeValue<'a>>),
    /// A class of the project.
    Class(Class<'a>),
    /// Something from outside the project, by its path.
    External(String),
    Function(&'a SourceModule, &'a Stmt),
    /// `functools.partial`
    Partial(Rc<Value<'a>>, Vec<Passed<'a>>),
    /// A method of an instance, defined by the class at this place of its order.
    Method(Rc<Instance<'a>>, usize, &'a Stmt),
    /// `lambda …`, in the names that it sees.
    Lambda(Rc<Scope<'a>>, &'a Expr),
    /// A class method, and the class it was asked of.
    ClassMethod(Class<'a>, &'a SourceModule, &'a Stmt),
    /// An enumeration made by a call: its name and members.
    Enumeration(String, Rc<Vec<(String, Value<'a>)>>),
    /// The type that is made.
    Instance(Rc<Instance<'a>>),
    /// `super()`: what stands behind this place of the instance's order.
    Super(Rc<Instance<'a>>, usize),
    /// A method that the interpreter knows by itself.
    Known(Rc<Value<'a>>, String),
    /// A member of an enumeration.
    Member(Class<'a>, String, Rc<Value<'a>>),
    /// A function that gives this attribute of each of its argument's items (`values_callable`).
    Each(&'static str),
    /// The Postgres dialect.
    Dialect,
    /// It cannot be told; why.
    Opaque(Doubt),
}

/// An instance of a type class of the project.
#[derive(Debug)]
pub(super) struct Instance<'a> {
    /// The method resolution order.
    pub(super) order: Rc<Vec<Ancestor<'a>>>,
    /// What was assigned to `self`.
    pub(super) attributes: RefCell<BTreeMap<String, Value<'a>>>,
    /// What the constructor of the class from outside was given.
    pub(super) passed: RefCell<Option<Vec<Passed<'a>>>>,
    /// Why the attributes cannot be trusted.
    pub(super) taint: RefCell<Option<Doubt>>,
}

/// A column type, as Postgres gets it.
#[derive(Clone, Debug)]
pub(super) struct TypeValue<'a> {
    /// The path of its class.
    pub(super) path: String,
    /// What the class was called with.
    pub(super) arguments: Vec<Passed<'a>>,
    /// What `get_col_spec` returns.
    pub(super) spec: Option<Vec<Piece>>,
    /// Whether it came through `dialect.type_descriptor`.
    pub(super) described: bool,
    /// Whether a decorator of the project made it, which `dialect.type_descriptor` leaves alone.
    pub(super) decorated: bool,
    /// Whether values are changed on their way to the database.
    pub(super) converts: bool,
    /// The path of the class that tells `SQLAlchemy` what kind of value it is (`impl`).
    pub(super) affinity: String,
}

impl<'a> TypeValue<'a> {
    /// A type from outside the project.
    pub(super) fn external(path: String, arguments: Vec<Passed<'a>>) -> Self {
        Self {
            affinity: path.clone(),
            path,
            arguments,
            spec: None,
            described: false,
            decorated: false,
            converts: false,
        }
    }
}

impl Value<'_> {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(vec![Piece::Text(text.into())])
    }

    /// Text without arguments in it.
    pub(super) fn plain(&self) -> Option<String> {
        let Self::Text(pieces) = self else { return None };
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Argument(_) => None,
            })
            .collect()
    }

    /// What `str` shows.
    pub(super) fn shown(&self) -> Option<Vec<Piece>> {
        match self {
            Self::Text(pieces) => Some(pieces.clone()),
            Self::Integer(value) => Some(vec![Piece::Text(value.to_string())]),
            Self::Given(name) => Some(vec![Piece::Argument(name.clone())]),
            Self::None => Some(vec![Piece::Text("None".to_owned())]),
            Self::Boolean(value) => Some(vec![Piece::Text(if *value { "True" } else { "False" }.to_owned())]),
            _ => None,
        }
    }

    /// Why it cannot be told, if so.
    pub(super) fn doubt(&self) -> Option<&Doubt> {
        match self {
            Self::Opaque(doubt) => Some(doubt),
            _ => None,
        }
    }

    /// Whether two values are equal, where that can be told.
    pub(super) fn equals(&self, other: &Self) -> Result<bool, Doubt> {
        match (self, other) {
            (Self::Opaque(doubt), _) | (_, Self::Opaque(doubt)) => Err(doubt.clone()),
            (Self::Given(name), other) | (other, Self::Given(name)) => match other {
                Self::None | Self::Text(_) | Self::List(_) => Ok(false),
                _ => Err(format!("it depends on the value of `{name}`")),
            },
            (Self::External(path), _) | (_, Self::External(path)) => Err(format!("it depends on `{path}`")),
            (Self::None, other) | (other, Self::None) => Ok(matches!(other, Self::None)),
            (Self::Boolean(a), Self::Boolean(b)) => Ok(a == b),
            (Self::Integer(a), Self::Integer(b)) => Ok(a == b),
            (Self::Text(_), Self::Text(_)) => match (self.plain(), other.plain()) {
                (Some(a), Some(b)) => Ok(a == b),
                _ => Err("it depends on the text of an argument".to_owned()),
            },
            (Self::List(_), Self::Text(_) | Self::Integer(_))
            | (Self::Text(_) | Self::Integer(_), Self::List(_))
            | (Self::Text(_), Self::Integer(_))
            | (Self::Integer(_), Self::Text(_)) => Ok(false),
            (Self::Member(a, one, _), Self::Member(b, other, _)) => Ok(a == b && one == other),
            (Self::List(a), Self::List(b)) if a.len() != b.len() => Ok(false),
            (Self::List(a), Self::List(b)) => {
                for (a, b) in a.iter().zip(b) {
                    if !a.equals(b)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            _ => Err("a comparison is not understood".to_owned()),
        }
    }

    /// Whether it counts as true; an argument that was given does.
    pub(super) fn truth(&self) -> Result<bool, Doubt> {
        match self {
            Self::Opaque(doubt) => Err(doubt.clone()),
            Self::None => Ok(false),
            Self::Boolean(value) => Ok(*value),
            Self::Integer(value) => Ok(*value != 0),
            Self::Text(pieces) => Ok(pieces.iter().any(|piece| *piece != Piece::Text(String::new()))),
            Self::List(items) | Self::Set(items) => Ok(!items.is_empty()),
            Self::Dict(items) => Ok(!items.is_empty()),
            Self::External(path) if path == "typing.TYPE_CHECKING" => Ok(false),
            Self::External(path) => Err(format!("it depends on `{path}`")),
            Self::Member(class, name, _) => {
                Err(format!("whether `{}.{name}` is true is not understood", class.name()))
            }
            _ => Ok(true),
        }
    }
}

/// Joins neighbouring text.
pub(super) fn join(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}
