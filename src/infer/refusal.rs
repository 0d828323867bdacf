//! Calls that a class of the project refuses.

use super::interpret::Interpreter;
use super::learn::Shape;
use super::value::Value;
use crate::project::{Binding, Class, Object, Sources, definition, function_parts};
use crate::rules::RuleSet;

/// Why the class at `path` refuses a call, if it does. The class is looked for in its own module alone.
pub fn refusal(sources: &dyn Sources, rules: &RuleSet, path: &str, shape: &Shape) -> Option<String> {
    let resolved = definition(sources, path).ok()??;
    let Object::Own(Binding::Class(module, statement)) = resolved.object else { return None };
    if !resolved.attributes.is_empty() {
        return None;
    }
    let interpreter = Interpreter::new(sources, rules);
    let class = Class { module, statement };
    let (parameters, _, decorators) = function_parts(interpreter.constructor(class)?)?;
    if !decorators.is_empty() {
        return None;
    }
    let unknown = || Value::Opaque(String::new());
    let passed = shape.arguments.iter().map(|(keyword, _)| (keyword.clone(), unknown()));
    let passed = std::iter::once((None, unknown())).chain(passed).collect();
    interpreter.bind(parameters, passed, module, Some(class)).err()
}
