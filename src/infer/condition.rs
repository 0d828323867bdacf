//! Conditions of the sources.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::interpret::{Interpreter, Scope, look_up};
use super::value::Value;
use crate::project::Doubt;
use crate::python::{Expr, ExprKind};

impl<'a> Interpreter<'a> {
    /// `a and b`, `a or b`
    pub(super) fn logic(&self, all: bool, operands: &'a [Expr], scope: &Scope<'a>) -> Value<'a> {
        let mut last = Value::Boolean(all);
        for operand in operands {
            last = self.eval(operand, scope);
            match self.truth(&last) {
                Ok(truth) if truth != all => return last,
                Ok(_) => {}
                Err(doubt) => return Value::Opaque(doubt),
            }
        }
        last
    }

    /// Whether a condition holds.
    pub(super) fn test(&self, expr: &'a Expr, scope: &Scope<'a>) -> Result<bool, Doubt> {
        let strange = || format!("`{}` at {} is not understood", scope.module.text(expr), scope.place(expr));
        match &expr.kind {
            ExprKind::Not(operand) => self.test(operand, scope).map(|truth| !truth),
            ExprKind::Equals { left, right, negated } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                left.equals(&right).map(|equal| equal != *negated)
            }
            ExprKind::Identity { left, right, negated } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                match (&left, &right) {
                    (Value::Opaque(doubt), _) => Err(doubt.clone()),
                    (_, Value::None) => left.equals(&right).map(|same| same != *negated),
                    (Value::Boolean(a), Value::Boolean(b)) => Ok((a == b) != *negated),
                    (
                        Value::None | Value::Text(_) | Value::Integer(_) | Value::Given(_),
                        Value::Boolean(_),
                    ) => Ok(*negated),
                    (Value::Member(..), Value::Member(..)) => {
                        left.equals(&right).map(|same| same != *negated)
                    }
                    _ => Err(strange()),
                }
            }
            ExprKind::Membership { left, items, negated } => {
                let left = self.eval(left, scope);
                let items: Vec<Value<'a>> = items.iter().map(|item| self.eval(item, scope)).collect();
                is_among(&left, &items).map(|found| found != *negated)
            }
            ExprKind::Ordered { left, right, greater, or_equal } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                match (&left, &right) {
                    (Value::Opaque(doubt), _) | (_, Value::Opaque(doubt)) => Err(doubt.clone()),
                    (Value::Given(name), _) | (_, Value::Given(name)) => {
                        Err(format!("it depends on the value of `{name}`"))
                    }
                    (Value::Integer(left), Value::Integer(right)) => {
                        let (low, high) = if *greater { (right, left) } else { (left, right) };
                        Ok(low < high || *or_equal && low == high)
                    }
                    _ => Err(strange()),
                }
            }
            ExprKind::Contains { left, right, negated } => {
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                let found = match (&left, &right) {
                    (_, Value::Opaque(doubt)) | (Value::Opaque(doubt), _) => Err(doubt.clone()),
                    (_, Value::List(items) | Value::Set(items)) => is_among(&left, items),
                    (_, Value::Dict(items)) => {
                        look_up(items, &left).map(|one| one.is_some()).ok_or_else(strange)
                    }
                    (Value::Text(_), Value::Text(_)) => match (left.plain(), right.plain()) {
                        (Some(part), Some(text)) => Ok(text.contains(&part)),
                        _ => Err(strange()),
                    },
                    _ => Err(strange()),
                };
                found.map(|found| found != *negated)
            }
            _ => {
                let value = self.eval(expr, scope);
                self.truth(&value)
            }
        }
    }

    fn truth(&self, value: &Value<'a>) -> Result<bool, Doubt> {
        if let Value::Given(name) = value {
            self.positive.borrow_mut().insert(name.clone());
        }
        value.truth()
    }
}

fn is_among<'a>(value: &Value<'a>, items: &[Value<'a>]) -> Result<bool, Doubt> {
    let mut unsure = None;
    for item in items {
        match value.equals(item) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(doubt) => unsure = Some(doubt),
        }
    }
    unsure.map_or(Ok(false), Err)
}
