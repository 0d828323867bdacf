//! Settings that models take their dimensions from: `settings = Settings()`, with defaults in the class.
//!
//! Where the class is pydantic's, the environment may say otherwise, so whoever uses the answer is told.

use std::cell::RefCell;
use std::rc::Rc;

use super::interpret::Interpreter;
use super::value::{Instance, Passed, Value};
use crate::project::{Ancestor, Class, function_parts, linearize};
use crate::python::{Expr, Stmt, StmtKind};

/// What a class may define to make its attributes something else than the class says.
const TAKEN_OVER: &[&str] = &["__init__", "__new__", "__getattr__", "__getattribute__", "model_post_init"];

impl<'a> Interpreter<'a> {
    /// An instance of a class that only holds values, made without arguments.
    pub(super) fn settings(&self, class: Class<'a>, passed: &[Passed<'a>]) -> Option<Value<'a>> {
        if self.defaults.is_none() || !passed.is_empty() {
            return None;
        }
        let order = linearize(self.sources, class).ok()?;
        let plain = order.iter().all(|ancestor| match ancestor {
            Ancestor::Own(class) => holds_values(*class),
            Ancestor::External(path) => path == "object" || is_pydantic(path),
        });
        plain.then(|| {
            Value::Instance(Rc::new(Instance {
                order: Rc::new(order),
                attributes: RefCell::default(),
                passed: RefCell::default(),
                taint: RefCell::default(),
            }))
        })
    }

    /// Keeps in mind that a setting's default is taken.
    pub(super) fn note_default(&self, order: &[Ancestor<'a>], class: Class<'a>, written: &Expr) {
        let reads =
            |ancestor: &Ancestor<'a>| matches!(ancestor, Ancestor::External(path) if is_pydantic(path));
        if let Some(defaults) = &self.defaults
            && order.iter().any(reads)
        {
            defaults.borrow_mut().insert(class.module.place(written.span));
        }
    }
}

fn is_pydantic(path: &str) -> bool {
    let head = path.split('.').next();
    matches!(head, Some("pydantic" | "pydantic_settings"))
        && matches!(path.rsplit('.').next(), Some("BaseSettings" | "BaseModel"))
}

/// Whether nothing in the class changes what its attributes are; validators are decorated.
fn holds_values(class: Class<'_>) -> bool {
    let is_property = |one: &Expr| one.dotted().is_some_and(|path| path == "property");
    class.body().iter().all(|statement| {
        let StmtKind::Function { name, decorators, .. } = &statement.kind else { return true };
        !TAKEN_OVER.contains(&name.value.as_str()) && decorators.iter().all(is_property)
    })
}

/// Whether all that is around a function keeps what it returns.
pub(super) fn is_cached(statement: &Stmt) -> bool {
    let Some((_, _, decorators)) = function_parts(statement) else { return false };
    let is_cache = |one: &Expr| {
        let path = one.as_call().map_or(one, |(function, _)| function).dotted().unwrap_or_default();
        matches!(path.as_str(), "lru_cache" | "cache" | "functools.lru_cache" | "functools.cache")
    };
    !decorators.is_empty() && decorators.iter().all(is_cache)
}

/// The default that a `Field(…)` gives.
pub(super) fn default_of<'a>(passed: &[Passed<'a>]) -> Option<Value<'a>> {
    let named = passed.iter().find(|(keyword, _)| keyword.as_deref() == Some("default"));
    let first = passed.first().filter(|(keyword, _)| keyword.is_none());
    named.or(first).map(|(_, value)| value.clone())
}
