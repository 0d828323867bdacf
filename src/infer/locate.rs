//! The class, alias or factory behind a type expression.

use super::interpret::Interpreter;
use super::value::Value;
use crate::project::{
    Binding, Class, Doubt, Found, Object, Resolved, SourceModule, Sources, definition, top_level,
};
use crate::python::{Expr, Stmt};
use crate::revision::{Standing, standing};
use crate::rules::RuleSet;

/// What a type expression calls, or names.
#[derive(Clone, Copy, Debug)]
pub enum Callee<'a> {
    /// A class.
    Class(Class<'a>),
    /// A function that makes types.
    Function(&'a SourceModule, &'a Stmt),
    /// A name that is assigned something.
    Value(&'a SourceModule, &'a Expr),
}

impl<'a> Callee<'a> {
    /// `app/types.py:12`
    pub fn place(&self) -> String {
        match self {
            Self::Class(class) => class.place(),
            Self::Function(module, statement) => module.place(statement.span),
            Self::Value(module, value) => module.place(value.span),
        }
    }

    fn of(binding: Binding<'a>) -> Option<Self> {
        match binding {
            Binding::Class(module, statement) => Some(Self::Class(Class { module, statement })),
            Binding::Function(module, statement) => Some(Self::Function(module, statement)),
            Binding::Value(module, value) => Some(Self::Value(module, value)),
            Binding::Path(_) => None,
        }
    }
}

/// Finds what the path of a type expression names in the project's sources. A module that has moved is
/// found by the name alone where exactly one type of the project has it.
///
/// # Errors
/// When nothing, or more than one thing, answers to it.
pub fn locate<'a>(sources: &'a dyn Sources, rules: &'a RuleSet, path: &str) -> Result<Callee<'a>, Doubt> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let root = path.split('.').next().unwrap_or(path);
    // `sa.GUID` is nothing that SQLAlchemy has; somebody has put it there.
    let lost = standing(path) == Standing::Missing || path == name;
    if !lost {
        match definition(sources, path)? {
            Some(Resolved { object: Object::Own(binding), attributes }) if attributes.is_empty() => {
                return Callee::of(binding).ok_or_else(|| format!("`{path}` is not followed"));
            }
            Some(Resolved { object: Object::External(outside), .. }) => {
                // One short unbound name in front says nothing (`db.GUID`); a longer path names a package.
                let prefix = path.matches('.').count() == 1 && matches!(sources.module(root), Found::Missing);
                if !prefix || outside != path {
                    return Err(format!("`{root}` is no module of the project"));
                }
            }
            Some(_) | None => {}
        }
    }
    by_name(sources, rules, name, path)
}

fn by_name<'a>(
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    name: &str,
    path: &str,
) -> Result<Callee<'a>, Doubt> {
    let interpreter = Interpreter::new(sources, rules);
    let mut found: Vec<Callee<'a>> = Vec::new();
    for module in sources.defining(name) {
        // A class that does not make types is another thing of the same name.
        if let (Some(binding), _) = top_level(module, name)?
            && let Some(callee) = Callee::of(binding)
            && interpreter.may_be_type(&callee)
        {
            found.push(callee);
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("no type named `{name}` is in the project's sources")),
        several => {
            let places: Vec<String> = several.iter().map(Callee::place).collect();
            Err(format!("`{path}` may be any of {}", places.join(", ")))
        }
    }
}

impl<'a> Interpreter<'a> {
    /// What the callee stands for.
    pub(super) fn callee(&self, callee: &Callee<'a>) -> Value<'a> {
        match *callee {
            Callee::Class(class) => Value::Class(class),
            Callee::Function(module, statement) => Value::Function(module, statement),
            Callee::Value(module, value) => self.bound(Binding::Value(module, value)),
        }
    }

    fn may_be_type(&self, callee: &Callee<'a>) -> bool {
        match callee {
            Callee::Class(class) => self.is_type_class(*class),
            Callee::Function(..) => false,
            Callee::Value(..) => match self.callee(callee) {
                Value::Type(_) => true,
                Value::Class(class) => self.is_type_class(class),
                Value::External(path) => self.is_type(&path),
                _ => false,
            },
        }
    }
}
