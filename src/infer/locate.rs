//! The class, alias or factory behind a type expression.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use super::interpret::{Here, Interpreter};
use super::value::Value;
use crate::project::{
    Ancestor, Binding, Class, Doubt, Found, Method, Object, Origin, Resolved, SourceModule, Sources, When,
    definition, linearize, top_level,
};
use crate::python::{Expr, Stmt, StmtKind};
use crate::revision::{Standing, standing};
use crate::rules::RuleSet;

/// What a type expression calls, or names.
#[derive(Clone, Debug)]
pub enum Callee<'a> {
    /// A class.
    Class(Class<'a>),
    /// A function that makes types.
    Function(&'a SourceModule, &'a Stmt),
    /// A name that is assigned something.
    Value(&'a SourceModule, &'a Expr),
    /// A type from outside, under a name of the project.
    External(String),
    /// What a class holds under these names.
    Inner(Class<'a>, Vec<String>),
}

impl<'a> Callee<'a> {
    /// `app/types.py:12`
    pub fn place(&self) -> String {
        match self {
            Self::Class(class) => class.place(),
            Self::Function(module, statement) => module.place(statement.span),
            Self::Value(module, value) => module.place(value.span),
            Self::External(path) => format!("the import of `{path}`"),
            Self::Inner(class, names) => {
                let (last, outer) = names.split_last().map_or(("", &[][..]), |(last, outer)| (last, outer));
                let home = class.inner(outer).ok().flatten().unwrap_or(*class);
                match home.own(last) {
                    Ok(Some(Method::Value(value))) => class.module.place(value.span),
                    Ok(Some(Method::Function(statement) | Method::Class(statement))) => {
                        class.module.place(statement.span)
                    }
                    _ => class.place(),
                }
            }
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "it is taken apart")]
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
            Some(Resolved { object: Object::Own(Binding::Class(module, statement)), attributes }) => {
                return Ok(Callee::Inner(Class { module, statement }, attributes));
            }
            Some(Resolved { object: Object::External(outside), .. }) => {
                // One short unbound name in front says nothing (`db.GUID`); a longer path names a package.
                let prefix = path.matches('.').count() == 1 && matches!(sources.module(root), Found::Missing);
                if outside != path && Interpreter::new(sources, rules).is_type(&outside) {
                    return Ok(Callee::External(outside));
                }
                if outside != path || !prefix && sources.imported(root) {
                    return Err(format!("`{root}` is no module of the project"));
                }
            }
            Some(_) => {}
            None => {
                if let Some(nested) = nested(sources, path) {
                    return Ok(Callee::Class(nested));
                }
            }
        }
    }
    by_name(sources, rules, name, path)
}

/// Whether code elsewhere in the project has a say in what the class is, which is not there when the class
/// alone is imported.
pub fn is_changed_elsewhere(sources: &dyn Sources, callee: &Callee<'_>) -> bool {
    let (Callee::Class(class) | Callee::Inner(class, _)) = callee else { return false };
    linearize(sources, *class).unwrap_or_default().iter().any(|ancestor| match ancestor {
        Ancestor::Own(own) => {
            sources.patched(own.name()).is_some() || sources.registered(own.name()).is_some()
        }
        Ancestor::External(_) => false,
    })
}

/// The one class of the path's module that has the name inside of another class: autogenerate renders
/// `app.types.Inner()` for `Outer.Inner`.
fn nested<'a>(sources: &'a dyn Sources, path: &str) -> Option<Class<'a>> {
    let (module, wanted) = path.rsplit_once('.')?;
    let Found::Module(module) = sources.module(module) else { return None };
    let mut found = Vec::new();
    let mut searched: Vec<&Stmt> =
        module.module.body.iter().filter(|one| matches!(one.kind, StmtKind::Class { .. })).collect();
    while let Some(statement) = searched.pop() {
        let StmtKind::Class { body, .. } = &statement.kind else { continue };
        for inner in body {
            if let StmtKind::Class { name, .. } = &inner.kind {
                found.extend((name.value == wanted).then_some(inner));
                searched.push(inner);
            }
        }
    }
    match found.as_slice() {
        [statement] => Some(Class { module, statement }),
        _ => None,
    }
}

fn by_name<'a>(
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    name: &str,
    path: &str,
) -> Result<Callee<'a>, Doubt> {
    if name.starts_with('_') {
        return Err(format!("`{path}` is not found, and its name is private to a module"));
    }
    let interpreter = Interpreter::new(sources, rules);
    let mut found: Vec<Callee<'a>> = Vec::new();
    for module in sources.defining(name) {
        // A class that does not make types is another thing of the same name.
        let origins = top_level(module, name, When::End)?;
        if let Some(Origin::Doubt(doubt)) = origins.first() {
            return Err(doubt.clone());
        }
        if let Some(Origin::Binding(binding)) = origins.first()
            && let Some(callee) = Callee::of(binding.clone()).filter(|callee| interpreter.may_be_type(callee))
        {
            found.push(callee);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!("`{path}` is not found: no type named `{name}` is in the project's sources")),
        several => {
            let places: Vec<String> = several.iter().map(Callee::place).collect();
            Err(format!("`{path}` is ambiguous: it may be any of {}", places.join(", ")))
        }
    }
}

impl<'a> Interpreter<'a> {
    /// What the callee stands for.
    pub(super) fn callee(&self, callee: &Callee<'a>) -> Value<'a> {
        match callee {
            Callee::Class(class) => Value::Class(*class),
            Callee::Function(module, statement) => Value::Function(module, statement),
            Callee::External(path) => Value::External(path.clone()),
            Callee::Value(module, value) => self.bound(Binding::Value(module, value)),
            Callee::Inner(class, names) => {
                self.attributes(Value::Class(*class), names.iter().map(String::as_str), Here::Revision)
            }
        }
    }

    fn may_be_type(&self, callee: &Callee<'a>) -> bool {
        match callee {
            Callee::Class(class) => self.is_type_class(*class),
            Callee::Function(..) | Callee::Inner(..) | Callee::External(_) => false,
            Callee::Value(..) => match self.callee(callee) {
                Value::Type(_) => true,
                Value::Class(class) => self.is_type_class(class),
                Value::External(path) => self.is_type(&path),
                _ => false,
            },
        }
    }
}
