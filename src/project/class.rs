//! Classes of the project, with what they inherit.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::binding::{Binding, When, unpacked};
use super::path::{Object, Resolved, evaluate_path};
use super::{Doubt, SourceModule, Sources};
use crate::python::{BlockKind, Expr, ExprKind, Parameter, Stmt, StmtKind};

/// Decorators that leave a class what it is.
const PLAIN_DECORATORS: &[&str] = &["enum.unique", "typing.final"];

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
    /// `class name`
    Class(&'a Stmt),
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

    /// The class inside it that these names lead to.
    ///
    /// # Errors
    /// When that depends on what runs.
    pub fn inner(self, names: &[String]) -> Result<Option<Self>, Doubt> {
        let mut class = self;
        for name in names {
            match class.own(name)? {
                Some(Method::Class(statement)) => class = Class { module: class.module, statement },
                _ => return Ok(None),
            }
        }
        Ok(Some(class))
    }

    /// What its own body binds `name` to in the end.
    ///
    /// # Errors
    /// When that depends on what runs.
    pub fn own(&self, name: &str) -> Result<Option<Method<'a>>, Doubt> {
        self.own_before(name, u32::MAX)
    }

    /// What its own body has bound `name` to where it gets to `offset`.
    ///
    /// # Errors
    /// As for [`Class::own`].
    pub fn own_before(&self, name: &str, offset: u32) -> Result<Option<Method<'a>>, Doubt> {
        let mut found: Option<Method<'a>> = None;
        for statement in self.body().iter().filter(|statement| statement.span.end <= offset) {
            let doubt = |what: &str| Err(format!("`{name}` {what} at {}", self.module.place(statement.span)));
            match &statement.kind {
                StmtKind::Function { name: own, decorators, .. } if own.value == name => {
                    // `@name.setter` leaves the property what it is.
                    let adds =
                        decorators.iter().any(|one| one.dotted().is_some_and(|path| extends(&path, name)));
                    if !(adds && found.is_some()) {
                        found = Some(Method::Function(statement));
                    }
                }
                StmtKind::Class { name: own, .. } if own.value == name => {
                    found = Some(Method::Class(statement));
                }
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    for target in targets {
                        if let Some(value) = value_for(target, value, name) {
                            found = Some(Method::Value(value.ok_or_else(|| {
                                format!("`{name}` is unpacked at {}", self.module.place(statement.span))
                            })?));
                        }
                    }
                }
                StmtKind::Function { .. }
                | StmtKind::Class { .. }
                | StmtKind::Assign { .. }
                | StmtKind::Pass => {}
                StmtKind::Expr(expr) if expr.as_call().is_some() => {
                    let text = self.module.text(expr);
                    return doubt(&format!("may be bound by `{text}` in the class body,"));
                }
                StmtKind::Block { kind: BlockKind::Loop, .. } if binds_inside(statement, name) => {
                    return doubt("is bound by a loop");
                }
                _ if binds_inside(statement, name) => {
                    return doubt("is conditional: it is bound under a condition");
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// `name.setter`, `name.deleter`
fn extends(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| matches!(rest, ".setter" | ".deleter"))
}

fn is_name(target: &Expr, name: &str) -> bool {
    matches!(&target.kind, ExprKind::Name(own) if own == name)
}

/// The part of `value` that an assignment to `target` gives to `name`, where that is plain to see.
#[expect(clippy::option_option, reason = "not bound, bound to what is not plain, bound")]
fn value_for<'a>(target: &Expr, value: &'a Expr, name: &str) -> Option<Option<&'a Expr>> {
    match &target.kind {
        ExprKind::Name(own) if own == name => Some(Some(value)),
        ExprKind::Tuple(targets) | ExprKind::List(targets) => {
            let at = targets.iter().position(|target| mentions(target, name))?;
            let values = unpacked(targets, value);
            Some(values.and_then(|values| value_for(&targets[at], &values[at], name).flatten()))
        }
        _ => mentions(target, name).then_some(None),
    }
}

fn mentions(expr: &Expr, name: &str) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| found |= is_name(inner, name));
    found
}

fn binds_inside(statement: &Stmt, name: &str) -> bool {
    let mut binds = false;
    statement.walk(&mut |inner| {
        binds |= match &inner.kind {
            StmtKind::Function { name: own, .. } | StmtKind::Class { name: own, .. } => own.value == name,
            StmtKind::Assign { targets, .. } | StmtKind::Block { targets, .. } => {
                targets.iter().any(|target| mentions(target, name))
            }
            StmtKind::Augment { target, .. } => mentions(target, name),
            StmtKind::Other(expressions) => expressions.iter().any(|target| mentions(target, name)),
            StmtKind::With { items, .. } => {
                items.iter().filter_map(|(_, target)| target.as_ref()).any(|target| mentions(target, name))
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                names.iter().any(|one| one.alias.as_ref().unwrap_or(&one.name) == name || one.name == "*")
            }
            // `exec`, `vars()[…]`: whatever it is called, it may bind.
            StmtKind::Expr(expr) => expr.as_call().is_some(),
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
    let when = When::At(class.statement.span.start);
    let plain = |decorator: &Expr| {
        let path = decorator.dotted().unwrap_or_default();
        let resolved = evaluate_path(sources, class.module, &path, when);
        matches!(resolved, Ok(Some(Resolved { object: Object::External(path), .. }))
            if PLAIN_DECORATORS.contains(&path.as_str()))
    };
    if let Some(decorator) = decorators.iter().find(|decorator| !plain(decorator)) {
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
    let mut module = class.module;
    let mut path = path;
    let mut when = When::At(class.statement.span.start);
    for _ in 0..MAX_DEPTH {
        let Some(resolved) = evaluate_path(sources, module, &path, when)? else {
            let builtin = matches!(path.as_str(), "object" | "Exception" | "str" | "int");
            return builtin.then(|| vec![Ancestor::External(path.to_string())]).ok_or_else(doubt);
        };
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
                when = When::At(value.span.start);
            }
            // `Outer.Inner`
            Object::Own(Binding::Class(module, statement)) => {
                let outer = Class { module, statement };
                return order(sources, outer.inner(&resolved.attributes)?.ok_or_else(doubt)?, depth + 1);
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
