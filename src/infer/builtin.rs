//! Functions that Python brings.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values are no literals")]

use super::value::{Passed, Value};

/// `max`, `min` and `sum` of numbers that are known.
pub(super) fn numbers<'a>(function: &str, passed: &[Passed<'a>]) -> Option<Value<'a>> {
    let items: Vec<&Value<'a>> = match passed {
        [(None, Value::List(items))] => items.iter().collect(),
        several if function != "sum" => several
            .iter()
            .map(|(keyword, value)| keyword.is_none().then_some(value))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let numbers: Vec<i64> = items
        .into_iter()
        .map(|item| if let Value::Integer(number) = item { Some(*number) } else { None })
        .collect::<Option<_>>()?;
    let number = match function {
        "max" => numbers.into_iter().max(),
        "min" => numbers.into_iter().min(),
        _ => numbers.into_iter().try_fold(0_i64, i64::checked_add),
    };
    number.map(Value::Integer)
}

/// `isinstance` of a literal.
pub(super) fn is_instance(value: &Value<'_>, class: &Value<'_>) -> Option<bool> {
    if let Value::List(classes) = class {
        let answers: Option<Vec<bool>> = classes.iter().map(|class| is_instance(value, class)).collect();
        return answers.map(|answers| answers.contains(&true));
    }
    let Value::External(class) = class else { return None };
    let own: &[&str] = match value {
        Value::Text(_) => &["str"],
        Value::Integer(_) | Value::Given(_) => &["int"],
        Value::Boolean(_) => &["bool", "int"],
        Value::None => &[],
        _ => return None,
    };
    let plain = ["str", "int", "bool", "bytes", "float", "list", "tuple", "dict", "set", "type"];
    plain.contains(&class.as_str()).then(|| own.contains(&class.as_str()))
}
