//! How enumerations make the values of their members.

use super::value::Value;
use crate::project::{Ancestor, Doubt, Method};
use crate::python::{Expr, ExprKind, Stmt, StmtKind};

/// Methods by which a class decides what its members are.
const DECIDING: &[&str] =
    &["__getattr__", "__getattribute__", "__init_subclass__", "__set_name__", "_value_", "name", "value"];

/// What `auto()` gives.
pub(super) fn automatic(order: &[Ancestor<'_>]) -> Result<Automatic, Doubt> {
    for ancestor in order {
        let Ancestor::Own(own) = ancestor else { continue };
        match own.own("_generate_next_value_")? {
            None => {}
            Some(Method::Function(statement)) => {
                return next_value(statement).ok_or_else(|| {
                    format!(
                        "`_generate_next_value_` of `{}` is not understood, at {}",
                        own.name(),
                        own.place()
                    )
                });
            }
            Some(_) => {
                return Err(format!("`_generate_next_value_` of `{}` is not understood", own.name()));
            }
        }
    }
    Ok(Automatic::Plain)
}

/// Values that a method of the class makes of what stands there.
pub(super) struct Made {
    doubt: Doubt,
    /// Which element of a tuple is the value.
    element: Option<usize>,
}

impl Made {
    /// The value of a member of which `written` stands there.
    pub(super) fn value<'a>(&self, written: Value<'a>) -> Value<'a> {
        let doubt = || Value::Opaque(self.doubt.clone());
        match (self.element, written) {
            (_, Value::Opaque(doubt)) => Value::Opaque(doubt),
            (Some(at), Value::List(items)) => items.get(at).cloned().unwrap_or_else(doubt),
            (Some(0), value) => value,
            _ => doubt(),
        }
    }
}

/// How the class makes the values of its members, if it does.
pub(super) fn made_values(order: &[Ancestor<'_>]) -> Result<Option<Made>, Doubt> {
    let mut made: Option<Made> = None;
    let mut seen = Vec::new();
    for ancestor in order {
        let Ancestor::Own(own) = ancestor else { continue };
        for name in DECIDING {
            if own.own(name)?.is_some() {
                return Err(format!("`{}` has a `{name}` of its own, at {}", own.name(), own.place()));
            }
        }
        for name in ["__new__", "__init__"] {
            let Some(method) = own.own(name)?.filter(|_| !seen.contains(&name)) else { continue };
            seen.push(name);
            let doubt = format!("`{name}` of `{}` may make other values, at {}", own.name(), own.place());
            let Method::Function(statement) = method else { return Err(doubt) };
            let text = own.module.file.slice(statement.span);
            let sets = ["_value_", "setattr", "__dict__", "vars("].iter().any(|word| text.contains(word));
            if name == "__init__" && !sets {
                continue;
            }
            let element = value_parameter(statement);
            if element.is_none() || made.is_some() {
                return Err(doubt);
            }
            made = Some(Made { doubt, element });
        }
    }
    Ok(made)
}

/// The parameter, `cls` aside, in `member._value_ = parameter`, where nothing else becomes of it.
fn value_parameter(statement: &Stmt) -> Option<usize> {
    let (parameters, body, _) = crate::project::function_parts(statement)?;
    let straight = |inner: &Stmt| {
        matches!(
            inner.kind,
            StmtKind::Assign { .. } | StmtKind::Expr(_) | StmtKind::Return(_) | StmtKind::Pass
        )
    };
    if !body.iter().all(straight) {
        return None;
    }
    let mut values = Vec::new();
    statement.walk(&mut |inner| {
        if let StmtKind::Assign { targets, value, .. } = &inner.kind
            && targets.iter().any(|target| matches!(&target.kind, ExprKind::Attribute { attribute, .. } if attribute == "_value_"))
        {
            values.push(value.as_ref().and_then(Expr::dotted));
        }
    });
    let [Some(name)] = values.as_slice() else { return None };
    let rebound = body.iter().any(|inner| {
        matches!(&inner.kind, StmtKind::Assign { targets, .. }
            if targets.iter().any(|target| target.dotted().as_ref() == Some(name)))
    });
    parameters.iter().skip(1).position(|parameter| parameter.name == *name).filter(|_| !rebound)
}

/// How members without a value get theirs.
pub(super) struct Next {
    pub(super) automatic: Automatic,
    /// Whether it is a `StrEnum`.
    pub(super) lower: bool,
    /// Whether it is a `Flag`.
    pub(super) flags: bool,
}

/// What `_generate_next_value_` returns.
pub(super) enum Automatic {
    /// What the enumeration does by itself.
    Plain,
    /// The name.
    Name,
    /// The name in lower case.
    Lower,
}

/// `return name` or `return name.lower()`
fn next_value(statement: &Stmt) -> Option<Automatic> {
    let (parameters, body, _) = crate::project::function_parts(statement)?;
    let name = &parameters.first()?.name;
    let mut body =
        body.iter().filter(|inner| !matches!(&inner.kind, StmtKind::Expr(expr) if expr.as_str().is_some()));
    let (Some(only), None) = (body.next(), body.next()) else { return None };
    let StmtKind::Return(Some(value)) = &only.kind else { return None };
    match value.as_call() {
        Some((function, [])) if function.dotted()? == format!("{name}.lower") => Some(Automatic::Lower),
        Some(_) => None,
        None => (value.dotted()? == *name).then_some(Automatic::Name),
    }
}
