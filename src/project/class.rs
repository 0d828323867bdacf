//! Classes of the project, with what they inherit.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::binding::Binding;
use super::path::{Object, evaluate_path};
use super::{Doubt, SourceModule, Sources};
use crate::python::{Expr, ExprKind, Parameter, Stmt, StmtKind};

/// How deep classes may inherit.
const MAX_DEPTH: usize = 16;

/// A class of the project.
#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    /// The module that it stands in.
    pub module: &'a SourceModule,
    /// The `class` statement.
    pub statement: &'a Stmt,
}

impl PartialEq for Class<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.statement, other.statement)
    }
}

/// One class of a method resolution order.
#[derive(Clone, Debug, PartialEq)]
pub enum Ancestor<'a> {
    /// The project's own.
    Own(Class<'a>),
    /// The path of a class from elsewhere.
    External(String),
}

/// What a class body binds a name to.
#[derive(Clone, Copy, Debug)]
pub enum Method<'a> {
    /// `def name`
    Function(&'a Stmt),
    /// `name = value`
    Value(&'a Expr),
}

impl<'a> Class<'a> {
    /// Its name.
    pub fn name(&self) -> &'a str {
        match &self.statement.kind {
            StmtKind::Class { name, .. } => &name.value,
            _ => "",
        }
    }

    /// Its body.
    pub fn body(&self) -> &'a [Stmt] {
        match &self.statement.kind {
            StmtKind::Class { body, .. } => body,
            _ => &[],
        }
    }

    /// Where it stands.
    pub fn place(&self) -> String {
        match &self.statement.kind {
            StmtKind::Class { name, .. } => self.module.place(name.span),
            _ => self.module.place(self.statement.span),
        }
    }

    /// What its own body binds `name` to.
    ///
    /// # Errors
    /// When that depends on a condition, or happens twice.
    pub fn own(&self, name: &str) -> Result<Option<Method<'a>>, Doubt> {
        let mut found: Option<Method<'a>> = None;
        for statement in self.body() {
            let here = match &statement.kind {
                StmtKind::Function { name: own, .. } if own.value == name => {
                    Some(Method::Function(statement))
                }
                StmtKind::Assign { targets, value: Some(value), .. }
                    if targets.iter().any(|target| is_name(target, name)) =>
                {
                    Some(Method::Value(value))
                }
                StmtKind::Function { .. } | StmtKind::Assign { .. } | StmtKind::Expr(_) | StmtKind::Pass => {
                    None
                }
                _ if binds_inside(statement, name) => {
                    return Err(format!(
                        "`{name}` depends on a condition at {}",
                        self.module.place(statement.span)
                    ));
                }
                _ => None,
            };
            if here.is_some() && found.is_some() {
                return Err(format!("`{name}` is bound twice in `{}`, at {}", self.name(), self.place()));
            }
            found = found.or(here);
        }
        Ok(found)
    }
}

fn is_name(target: &Expr, name: &str) -> bool {
    matches!(&target.kind, ExprKind::Name(own) if own == name)
}

fn binds_inside(statement: &Stmt, name: &str) -> bool {
    let mut binds = false;
    statement.walk(&mut |inner| {
        binds |= match &inner.kind {
            StmtKind::Function { name: own, .. } | StmtKind::Class { name: own, .. } => own.value == name,
            StmtKind::Assign { targets, .. } => targets.iter().any(|target| is_name(target, name)),
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                names.iter().any(|one| one.alias.as_ref().unwrap_or(&one.name) == name)
            }
            _ => false,
        };
    });
    binds
}

/// Names of the parameters of a function, and the function itself.
pub(crate) fn function_parts(statement: &Stmt) -> Option<(&[Parameter], &[Stmt], &[Expr])> {
    match &statement.kind {
        StmtKind::Function { parameters, body, decorators, .. } => Some((parameters, body, decorators)),
        _ => None,
    }
}

/// The method resolution order of a class, itself first.
///
/// # Errors
/// When a base cannot be followed, or Python would refuse the order.
pub fn linearize<'a>(sources: &'a dyn Sources, class: Class<'a>) -> Result<Vec<Ancestor<'a>>, Doubt> {
    order(sources, class, 0)
}

fn order<'a>(sources: &'a dyn Sources, class: Class<'a>, depth: usize) -> Result<Vec<Ancestor<'a>>, Doubt> {
    if depth > MAX_DEPTH {
        return Err(format!("`{}` inherits in a circle", class.name()));
    }
    let StmtKind::Class { bases, decorators, .. } = &class.statement.kind else { return Ok(Vec::new()) };
    if let Some(decorator) = decorators.first() {
        return Err(format!(
            "the decorator `{}` of `{}` may change the class, at {}",
            class.module.text(decorator),
            class.name(),
            class.place()
        ));
    }
    let mut lists: Vec<Vec<Ancestor<'a>>> = Vec::new();
    let mut direct = Vec::new();
    for base in bases {
        let base = match base.keyword() {
            // Class arguments for `__init_subclass__`, and metaclasses.
            Some("metaclass") => {
                return Err(format!("`{}` has a metaclass, at {}", class.name(), class.place()));
            }
            Some(_) => continue,
            None => &base.value,
        };
        let list = base_order(sources, class, base, depth)?;
        direct.extend(list.first().cloned());
        lists.push(list);
    }
    lists.push(direct);
    let mut merged = vec![Ancestor::Own(class)];
    merge(lists, &mut merged)
        .then_some(merged)
        .ok_or_else(|| format!("the bases of `{}` have no order, at {}", class.name(), class.place()))
}

fn base_order<'a>(
    sources: &'a dyn Sources,
    class: Class<'a>,
    base: &'a Expr,
    depth: usize,
) -> Result<Vec<Ancestor<'a>>, Doubt> {
    // `Generic[T]` and `TypeDecorator[UUID]` inherit from what stands before the bracket.
    let base = match &base.kind {
        ExprKind::Subscript { value, .. } => value,
        _ => base,
    };
    let doubt = || {
        format!(
            "the base `{}` of `{}` is not understood, at {}",
            class.module.text(base),
            class.name(),
            class.place()
        )
    };
    let path = base.dotted().ok_or_else(doubt)?;
    if path == "object" || path == "Exception" || path == "str" || path == "int" {
        return Ok(vec![Ancestor::External(path.to_string())]);
    }
    let mut module = class.module;
    let mut path = path;
    for _ in 0..MAX_DEPTH {
        let resolved = evaluate_path(sources, module, &path)?.ok_or_else(doubt)?;
        match resolved.object {
            Object::External(path) => return Ok(vec![Ancestor::External(path)]),
            Object::Own(Binding::Class(module, statement)) if resolved.attributes.is_empty() => {
                return order(sources, Class { module, statement }, depth + 1);
            }
            // `Base = other.Base`
            Object::Own(Binding::Value(home, value)) if resolved.attributes.is_empty() => {
                let value = match &value.kind {
                    ExprKind::Subscript { value, .. } => value,
                    _ => value,
                };
                module = home;
                path = value.dotted().ok_or_else(doubt)?;
            }
            _ => return Err(doubt()),
        }
    }
    Err(doubt())
}

/// C3, as Python does it.
fn merge<'a>(mut lists: Vec<Vec<Ancestor<'a>>>, merged: &mut Vec<Ancestor<'a>>) -> bool {
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return true;
        }
        let next = lists
            .iter()
            .map(|list| list[0].clone())
            .find(|head| !lists.iter().any(|list| list[1..].contains(head)));
        let Some(next) = next else { return false };
        for list in &mut lists {
            list.retain(|one| *one != next);
        }
        merged.push(next);
    }
}
