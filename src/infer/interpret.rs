//! Expressions of the sources, evaluated without running anything.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::labels::each_of;
use super::text;
use super::value::{Piece, Value, join};
use crate::project::{Binding, Object, Resolved, SourceModule, Sources, When, evaluate_path};
use crate::python::{self, BindingForm, Expr, ExprKind, Operator, Stmt};
use crate::rules::RuleSet;

/// How many steps one type may take, so that recursion ends.
const FUEL: usize = 20_000;

/// Evaluates what types need.
pub(super) struct Interpreter<'a> {
    pub(super) sources: &'a dyn Sources,
    pub(super) rules: &'a RuleSet,
    /// Arguments that were asked whether they are true.
    pub(super) positive: RefCell<BTreeSet<String>>,
    /// How deep it is inside of what runs while modules are imported.
    pub(super) importing: Cell<usize>,
    fuel: Cell<usize>,
    /// The places of settings whose defaults were taken, where they may be.
    pub(super) defaults: Option<RefCell<BTreeSet<String>>>,
}

/// The names that an expression sees.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    pub(super) module: &'a SourceModule,
    pub(super) locals: RefCell<BTreeMap<String, Value<'a>>>,
    /// Names of lists and dictionaries that nothing else holds.
    pub(super) fresh: RefCell<BTreeSet<String>>,
    /// When names of the module are asked for.
    pub(super) when: When,
    /// The body of the function that runs.
    pub(super) body: &'a [Stmt],
    /// The instance's `self` and the place of the running method's class in its order.
    pub(super) method: Option<(Rc<super::value::Instance<'a>>, usize)>,
}

/// Where something stands, for messages.
#[derive(Clone, Copy)]
pub(super) enum Here<'a> {
    /// An expression of the sources.
    Expr(&'a SourceModule, &'a Expr),
    /// A type expression of a revision.
    Revision,
}

impl<'a> Here<'a> {
    pub(super) fn place(self) -> String {
        match self {
            Self::Expr(module, expr) => module.place(expr.span),
            Self::Revision => "the revision".to_owned(),
        }
    }

    /// The text of the expression.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Expr(module, expr) => module.text(expr),
            Self::Revision => "its call".to_owned(),
        }
    }

    pub(super) fn opaque(self) -> Value<'a> {
        Value::Opaque(match self {
            Self::Expr(module, expr) => {
                format!("`{}` at {} is not understood", module.text(expr), module.place(expr.span))
            }
            Self::Revision => "its call is not understood".to_owned(),
        })
    }
}

impl<'a> Scope<'a> {
    /// The top of a module, while or after it runs.
    pub(super) fn top(module: &'a SourceModule, when: When) -> Self {
        Self { module, locals: RefCell::default(), fresh: RefCell::default(), when, body: &[], method: None }
    }

    pub(super) fn local(&self, name: &str) -> Option<Value<'a>> {
        self.locals.borrow().get(name).cloned()
    }

    pub(super) fn bind(&self, name: &str, value: Value<'a>) {
        self.fresh.borrow_mut().remove(name);
        self.locals.borrow_mut().insert(name.to_owned(), value);
    }

    pub(super) fn place(&self, expr: &Expr) -> String {
        self.module.place(expr.span)
    }
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(sources: &'a dyn Sources, rules: &'a RuleSet) -> Self {
        let fuel = Cell::new(FUEL);
        Self { sources, rules, positive: RefCell::default(), importing: Cell::new(0), fuel, defaults: None }
    }

    /// Takes a step; none are left in a circle.
    fn spend(&self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left > 0
    }

    /// What `expr` stands for.
    pub(super) fn eval(&self, expr: &'a Expr, scope: &Scope<'a>) -> Value<'a> {
        if !self.spend() {
            return Value::Opaque("it goes in circles".to_owned());
        }
        let here = Here::Expr(scope.module, expr);
        match &expr.kind {
            ExprKind::None => Value::None,
            ExprKind::Boolean(value) => Value::Boolean(*value),
            ExprKind::Integer(value) => Value::Integer(*value),
            ExprKind::String(value) => Value::text(value),
            ExprKind::Negative(value) => match self.eval(value, scope) {
                Value::Integer(value) => value.checked_neg().map_or_else(|| here.opaque(), Value::Integer),
                Value::Opaque(doubt) => Value::Opaque(doubt),
                _ => here.opaque(),
            },
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                Value::List(items.iter().map(|item| self.eval(item, scope)).collect())
            }
            ExprKind::Set(items) => Value::Set(items.iter().map(|item| self.eval(item, scope)).collect()),
            ExprKind::Dict(items) => self.dictionary(items, scope).unwrap_or_else(|| here.opaque()),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.name(expr, scope),
            ExprKind::Call { function, arguments, .. } => self.call_expr(here, function, arguments, scope),
            ExprKind::Conditional { test, then, otherwise } => match self.test(test, scope) {
                Ok(true) => self.eval(then, scope),
                Ok(false) => self.eval(otherwise, scope),
                Err(doubt) => Value::Opaque(doubt),
            },
            ExprKind::Not(_)
            | ExprKind::Equals { .. }
            | ExprKind::Identity { .. }
            | ExprKind::Ordered { .. }
            | ExprKind::Contains { .. }
            | ExprKind::Membership { .. } => {
                self.test(expr, scope).map_or_else(Value::Opaque, Value::Boolean)
            }
            ExprKind::Logic { all, operands } => self.logic(*all, operands, scope),
            ExprKind::Binary { operator, left, right } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                binary(*operator, left, right).unwrap_or_else(|| here.opaque())
            }
            ExprKind::Percent { left, right } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                text::percent(&left, &right).unwrap_or_else(|| here.opaque())
            }
            ExprKind::Formatted(pieces) => self.formatted(pieces, here, scope),
            ExprKind::Subscript { value, index } => {
                let (value, index) = (self.eval(value, scope), self.eval(index, scope));
                self.item(value, &index).unwrap_or_else(|| here.opaque())
            }
            ExprKind::Binding { form: BindingForm::Lambda, .. } => match each_of(expr) {
                Some(each) => Value::Each(each),
                None => match super::repeat::rebound(expr, scope) {
                    Some(name) => {
                        let place = scope.place(expr);
                        Value::Opaque(format!("`{name}` is bound again behind the lambda at {place}"))
                    }
                    None => Value::Lambda(Rc::new(scope.clone()), expr),
                },
            },
            ExprKind::Binding { form: BindingForm::List, targets, parts } => {
                self.comprehension(targets, parts, scope).unwrap_or_else(|| here.opaque())
            }
            _ => here.opaque(),
        }
    }

    fn formatted(&self, pieces: &'a [python::Piece], here: Here<'a>, scope: &Scope<'a>) -> Value<'a> {
        let mut shown = Vec::new();
        for piece in pieces {
            match piece {
                python::Piece::Text(text) => shown.push(Piece::Text(text.clone())),
                python::Piece::Value(value) => {
                    let value = self.eval(value, scope);
                    if let Some(doubt) = value.doubt() {
                        return Value::Opaque(doubt.clone());
                    }
                    match value.shown() {
                        Some(pieces) => shown.extend(pieces),
                        None => return here.opaque(),
                    }
                }
            }
        }
        Value::Text(join(shown))
    }

    fn name(&self, expr: &'a Expr, scope: &Scope<'a>) -> Value<'a> {
        let here = Here::Expr(scope.module, expr);
        let Some(root) = expr.root() else {
            let ExprKind::Attribute { value, attribute } = &expr.kind else { return here.opaque() };
            return match self.attribute(self.eval(value, scope), attribute, here) {
                Value::Opaque(doubt) if !doubt.contains(attribute.as_str()) => {
                    Value::Opaque(format!("`{}`: {doubt}", scope.module.text(expr)))
                }
                value => value,
            };
        };
        let Some(path) = expr.dotted() else { return here.opaque() };
        let ExprKind::Name(first) = &root.kind else { return here.opaque() };
        if let Some(local) = scope.local(first) {
            return match self.attributes(local, path.split('.').skip(1), here) {
                Value::Opaque(doubt) if path.contains('.') && !doubt.contains(path.as_str()) => {
                    Value::Opaque(format!("`{path}`: {doubt}"))
                }
                value => value,
            };
        }
        let value = match evaluate_path(self.sources, scope.module, &path, scope.when) {
            Ok(Some(resolved)) => self.resolved(resolved, here),
            Ok(None) if !path.contains('.') => Value::External(path.to_string()),
            Ok(None) => {
                Value::Opaque(format!("`{path}` at {} is bound nowhere", scope.module.place(expr.span)))
            }
            Err(doubt) => Value::Opaque(doubt),
        };
        match value {
            Value::Opaque(doubt) if !doubt.contains(path.as_str()) => {
                Value::Opaque(format!("`{path}`: {doubt}"))
            }
            value => value,
        }
    }

    /// What a path stands for that was followed.
    pub(super) fn resolved(&self, resolved: Resolved<'a>, here: Here<'a>) -> Value<'a> {
        let Resolved { object, attributes } = resolved;
        let value = match object {
            Object::External(path) => Value::External(path),
            Object::Module(name) => Value::Opaque(format!("`{name}` is a module")),
            Object::Own(binding) => self.bound(binding),
        };
        self.attributes(value, attributes.iter().map(String::as_str), here)
    }

    /// What a name at the top of a module stands for.
    pub(super) fn bound(&self, binding: Binding<'a>) -> Value<'a> {
        match binding {
            Binding::Class(module, statement) => Value::Class(crate::project::Class { module, statement }),
            Binding::Function(module, statement) => Value::Function(module, statement),
            Binding::Value(module, value) => self.at_import(module, value),
            Binding::Path(path) => Value::Opaque(format!("`{path}` was not followed")),
        }
    }

    /// The value of an expression that runs when its module does.
    fn at_import(&self, module: &'a SourceModule, value: &'a Expr) -> Value<'a> {
        self.importing.set(self.importing.get() + 1);
        let found = self.eval(value, &Scope::top(module, When::At(value.span.start)));
        self.importing.set(self.importing.get() - 1);
        // A list or dictionary may be changed from anywhere.
        let name = module.name_of(value);
        let changed = match (&found, name) {
            (Value::List(_) | Value::Set(_) | Value::Dict(_), Some(name))
                if !matches!(value.kind, ExprKind::Tuple(_)) =>
            {
                self.sources.patched(name)
            }
            _ => None,
        };
        match (changed, name) {
            (Some(place), Some(name)) => Value::Opaque(format!("`{name}` is changed at {place}")),
            _ => found,
        }
    }

    /// `[element for target in values if test]`
    fn comprehension(&self, targets: &'a [Expr], parts: &'a [Expr], scope: &Scope<'a>) -> Option<Value<'a>> {
        let ([target], [values, _, tests @ .., element]) = (targets, parts) else { return None };
        let items = match self.eval(values, scope) {
            Value::List(items) => items,
            Value::Class(class) => match self.members_of(class) {
                Value::List(items) => items,
                other => return Some(other),
            },
            Value::Opaque(doubt) => return Some(Value::Opaque(doubt)),
            _ => return None,
        };
        let name = target.dotted()?;
        // A lambda sees what the name is bound to in the end.
        let mut lambda = false;
        element.walk(&mut |inner| {
            lambda |= matches!(inner.kind, ExprKind::Binding { form: BindingForm::Lambda, .. });
        });
        if lambda {
            return None;
        }
        let inner = scope.clone();
        let mut each = Vec::new();
        for item in items {
            inner.bind(&name, item);
            let tested = tests.iter().map(|test| self.test(test, &inner));
            match tested.collect::<Result<Vec<bool>, _>>() {
                Ok(tested) if tested.contains(&false) => {}
                Ok(_) => each.push(self.eval(element, &inner)),
                Err(doubt) => return Some(Value::Opaque(doubt)),
            }
        }
        Some(Value::List(each))
    }

    pub(super) fn attributes<'n>(
        &self,
        value: Value<'a>,
        names: impl Iterator<Item = &'n str>,
        here: Here<'a>,
    ) -> Value<'a> {
        names.fold(value, |value, name| self.attribute(value, name, here))
    }

    fn item(&self, value: Value<'a>, index: &Value<'a>) -> Option<Value<'a>> {
        match (value, index) {
            (Value::Opaque(doubt), _) => Some(Value::Opaque(doubt)),
            (Value::List(items), Value::Integer(at)) => {
                let at = if *at < 0 {
                    items.len().checked_sub(at.unsigned_abs().try_into().ok()?)?
                } else {
                    usize::try_from(*at).ok()?
                };
                items.get(at).cloned()
            }
            (Value::Dict(items), key) => look_up(&items, key)?,
            (Value::Class(class), key) => self.member(class, &key.plain()?),
            // `Annotated[…]`, `TypeDecorator[int]`
            _ => None,
        }
    }
}

/// The value of a key that can be told apart from every other.
#[expect(clippy::option_option, reason = "not known, not there, there")]
pub(super) fn look_up<'a>(items: &[(Value<'a>, Value<'a>)], key: &Value<'a>) -> Option<Option<Value<'a>>> {
    for (own, value) in items {
        match own.equals(key) {
            Ok(true) => return Some(Some(value.clone())),
            Ok(false) => {}
            Err(_) => return None,
        }
    }
    Some(None)
}

fn binary<'a>(operator: Operator, left: Value<'a>, right: Value<'a>) -> Option<Value<'a>> {
    Some(match (operator, left, right) {
        (_, Value::Opaque(doubt), _) | (_, _, Value::Opaque(doubt)) => Value::Opaque(doubt),
        (Operator::Add, Value::Text(left), Value::Text(right)) => {
            Value::Text(join(left.into_iter().chain(right)))
        }
        (Operator::Add, Value::List(left), Value::List(right)) => {
            Value::List(left.into_iter().chain(right).collect())
        }
        (operator, Value::Integer(left), Value::Integer(right)) => Value::Integer(match operator {
            Operator::Add => left.checked_add(right)?,
            Operator::Subtract => left.checked_sub(right)?,
            Operator::Multiply => left.checked_mul(right)?,
            Operator::FloorDivide => left.checked_div_euclid(right).filter(|_| right > 0)?,
            Operator::Or => left | right,
            Operator::Power => left.checked_pow(u32::try_from(right).ok()?)?,
            Operator::ShiftLeft => {
                left.checked_mul(1_i64.checked_shl(u32::try_from(right).ok()?).filter(|one| *one > 0)?)?
            }
        }),
        _ => return None,
    })
}
