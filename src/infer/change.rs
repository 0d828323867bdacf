//! Lists and dictionaries that a function changes: `kwargs.setdefault(…)`, `kwargs['length'] = 3`.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::interpret::{Here, Interpreter, Scope, look_up};
use super::value::Value;
use crate::project::Doubt;
use crate::python::{Argument, Expr, ExprKind, Passing, Stmt, StmtKind, changes_in_place};

impl<'a> Interpreter<'a> {
    /// What a method gives that changes the list or dictionary `owner`; none for other methods.
    pub(super) fn change(
        &self,
        owner: &'a Expr,
        method: &str,
        arguments: &'a [Argument],
        here: Here<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        if !changes_in_place(method) {
            return None;
        }
        let ExprKind::Name(name) = &owner.kind else {
            let value = self.eval(owner, scope);
            return matches!(value, Value::List(_) | Value::Set(_) | Value::Dict(_)).then(|| here.opaque());
        };
        let held = scope.local(name)?;
        if !matches!(held, Value::List(_) | Value::Set(_) | Value::Dict(_)) {
            return None;
        }
        let passed = self.passed(arguments, scope);
        let outcome = if self.is_alone(name, scope) { changed(held, method, &passed) } else { None };
        Some(match outcome {
            Some((after, given)) => {
                scope.locals.borrow_mut().insert(name.to_string(), after);
                given
            }
            None => {
                let doubt = format!("`{name}` is changed at {}", here.place());
                scope.bind(name, Value::Opaque(doubt.clone()));
                self.taint_all(scope, &doubt);
                Value::Opaque(doubt)
            }
        })
    }

    /// `{key: value, **others}`
    pub(super) fn dictionary(
        &self,
        items: &'a [(Option<Expr>, Expr)],
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let spread = items.iter().any(|(key, _)| key.is_none());
        let mut all = Vec::new();
        for (key, value) in items {
            let value = self.eval(value, scope);
            match (key, value) {
                (Some(key), value) if spread => put(&mut all, &self.eval(key, scope), value)?,
                (Some(key), value) => all.push((self.eval(key, scope), value)),
                (None, Value::Dict(others)) => {
                    for (key, value) in others {
                        put(&mut all, &key, value)?;
                    }
                }
                (None, Value::Opaque(doubt)) => return Some(Value::Opaque(doubt)),
                (None, _) => return None,
            }
        }
        Some(Value::Dict(all))
    }

    /// `name[key] = value`
    pub(super) fn set_item(&self, name: &str, key: &Value<'a>, value: Value<'a>, scope: &Scope<'a>) -> bool {
        match scope.local(name) {
            Some(Value::Dict(mut items)) if self.is_alone(name, scope) => {
                let done = put(&mut items, key, value).is_some();
                if done {
                    scope.locals.borrow_mut().insert(name.to_owned(), Value::Dict(items));
                }
                done
            }
            _ => false,
        }
    }

    #[expect(clippy::unused_self, reason = "it belongs to the others")]
    /// Whether nothing else holds the list or dictionary: it was made here, and is only looked into.
    fn is_alone(&self, name: &str, scope: &Scope<'a>) -> bool {
        if !scope.fresh.borrow().contains(name) {
            return false;
        }
        let (mut all, mut harmless) = (0, 0);
        let is_it = |expr: &Expr| usize::from(matches!(&expr.kind, ExprKind::Name(own) if own == name));
        for statement in scope.body {
            statement.walk(&mut |inner: &Stmt| {
                harmless += match &inner.kind {
                    StmtKind::Assign { targets, .. } => targets.iter().map(is_it).sum(),
                    // Nothing runs behind it.
                    StmtKind::Return(Some(value)) => is_it(value),
                    _ => 0,
                };
            });
            statement.walk_exprs(&mut |expr| {
                all += is_it(expr);
                harmless += match &expr.kind {
                    ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => is_it(value),
                    ExprKind::Contains { right, .. } => is_it(right),
                    ExprKind::Call { arguments, .. } => {
                        let spread = |argument: &&Argument| {
                            matches!(argument.passing, Passing::Star | Passing::DoubleStar)
                        };
                        arguments.iter().filter(spread).map(|argument| is_it(&argument.value)).sum()
                    }
                    _ => 0,
                };
            });
        }
        all == harmless
    }

    /// Marks every instance that the scope holds.
    #[expect(clippy::unused_self, reason = "it belongs to the others")]
    pub(super) fn taint_all(&self, scope: &Scope<'a>, doubt: &Doubt) {
        scope.locals.borrow().values().for_each(|value| value.taint(doubt));
        if let Some((instance, _)) = &scope.method {
            Value::Instance(std::rc::Rc::clone(instance)).taint(doubt);
        }
    }

    /// What stands in these expressions may be changed by code that is not followed.
    pub(super) fn touch(&self, expressions: &[&'a Expr], scope: &Scope<'a>, doubt: &Doubt) {
        for expression in expressions {
            expression.walk(&mut |inner| {
                let ExprKind::Name(name) = &inner.kind else { return };
                match scope.local(name) {
                    Some(Value::List(_) | Value::Set(_) | Value::Dict(_)) => {
                        scope.bind(name, Value::Opaque(doubt.clone()));
                    }
                    Some(value) => value.taint(doubt),
                    None if name == "super" || name == "vars" || name == "locals" || name == "exec" => {
                        self.taint_all(scope, doubt);
                    }
                    None => {}
                }
            });
        }
    }
}

/// The list or dictionary after a method, and what the method gives.
fn changed<'a>(
    held: Value<'a>,
    method: &str,
    passed: &[super::value::Passed<'a>],
) -> Option<(Value<'a>, Value<'a>)> {
    match (held, method, passed) {
        (Value::Dict(mut items), "setdefault", [(None, key), rest @ ..]) => {
            let value = match look_up(&items, key)? {
                Some(value) => value,
                None => {
                    let value = rest.first().map_or(Value::None, |(_, value)| value.clone());
                    items.push((key.clone(), value.clone()));
                    value
                }
            };
            Some((Value::Dict(items), value))
        }
        (Value::Dict(mut items), "pop", [(None, key), rest @ ..]) => {
            let found = look_up(&items, key)?;
            let value = found.or_else(|| rest.first().map(|(_, value)| value.clone()))?;
            items.retain(|(own, _)| own.equals(key) != Ok(true));
            Some((Value::Dict(items), value))
        }
        (Value::Dict(mut items), "update", given) => {
            for (keyword, value) in given {
                match (keyword, value) {
                    (Some(keyword), value) if !super::call::is_star(Some(keyword)) => {
                        put(&mut items, &Value::text(keyword.clone()), value.clone())?;
                    }
                    (None, Value::Dict(others)) => {
                        for (key, value) in others {
                            put(&mut items, key, value.clone())?;
                        }
                    }
                    _ => return None,
                }
            }
            Some((Value::Dict(items), Value::None))
        }
        (Value::List(mut items), "append", [(None, value)]) => {
            items.push(value.clone());
            Some((Value::List(items), Value::None))
        }
        _ => None,
    }
}

/// `dict(items, key=value)`
pub(super) fn updated<'a>(
    mut items: Vec<(Value<'a>, Value<'a>)>,
    named: &[super::value::Passed<'a>],
) -> Option<Vec<(Value<'a>, Value<'a>)>> {
    for (keyword, value) in named {
        put(&mut items, &Value::text(keyword.clone()?), value.clone())?;
    }
    Some(items)
}

fn put<'a>(items: &mut Vec<(Value<'a>, Value<'a>)>, key: &Value<'a>, value: Value<'a>) -> Option<()> {
    match look_up(items, key)? {
        Some(_) => {
            for (own, old) in items.iter_mut() {
                if own.equals(key) == Ok(true) {
                    *old = value.clone();
                }
            }
        }
        None => items.push((key.clone(), value)),
    }
    Some(())
}

/// Whether an expression makes a new list or dictionary.
pub(super) fn is_display(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(_) | ExprKind::Dict(_) => true,
        ExprKind::Call { function, .. } => matches!(function.dotted().as_deref(), Some("dict" | "list")),
        _ => false,
    }
}
