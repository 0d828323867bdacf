//! What the rules know of types, for the programs: it stands in for packages that are not there.

use serde_json::{Value as Json, json};

use crate::edit::Rewrite;
use crate::rules::{Argument, BareName, Piece, Rule, RuleSet, Template, TypePattern, Value};

/// Every rule that says enough of a type.
pub(crate) fn stubs(rules: &RuleSet) -> Vec<Json> {
    rules.rules().iter().map(stub).collect()
}

fn stub(rule: &Rule) -> Json {
    let paths: Vec<&str> = rule.types.iter().filter_map(exact).collect();
    let qualified = matches!(rule.bare_name, Some(BareName::Qualify(_)));
    // The forms of the way that `fix` takes come first.
    let sql = rule.sql.iter().map(|form| template("sql", form));
    let expressions = rule.type_forms.iter().map(|form| template("type", &form.expression));
    let forms: Vec<Json> = if rule.rewrite == Rewrite::Type {
        expressions.chain(sql).collect()
    } else {
        sql.chain(expressions).collect()
    };
    json!({
        "paths": paths,
        "classes": rule.types.iter().filter_map(class).collect::<Vec<_>>(),
        "names": if qualified { rule.bare_names.clone() } else { Vec::new() },
        "arguments": rule.arguments.iter().map(argument).collect::<Vec<_>>(),
        "ignored": rule.ignored.iter().chain(&rule.secret).collect::<Vec<_>>(),
        "forms": forms,
        "companion": rule.creates.is_some(),
    })
}

fn exact(pattern: &TypePattern) -> Option<&str> {
    match pattern {
        TypePattern::Exact(path) => Some(path),
        TypePattern::Wildcard(_) => None,
    }
}

/// The class that a wildcard is of, whatever its module is called.
fn class(pattern: &TypePattern) -> Option<&str> {
    match pattern {
        TypePattern::Exact(_) => None,
        TypePattern::Wildcard(name) => Some(name),
    }
}

fn argument(argument: &Argument) -> Json {
    json!({
        "name": argument.name,
        "aliases": argument.aliases,
        "default": argument.default.as_ref().map(value),
        "default_with": argument.default_with,
        "rest": argument.rest,
    })
}

fn template(kind: &str, template: &Template) -> Json {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => json!({ "text": text }),
        Piece::Argument(name) => json!({ "argument": name }),
        Piece::Choice { argument, yes, no } => json!({ "choice": argument, "yes": yes, "no": no }),
    };
    let when = template.condition.when.iter().map(|(name, wanted)| json!([name, value(wanted)]));
    json!({
        "kind": kind,
        "pieces": template.pieces.iter().map(piece).collect::<Vec<_>>(),
        "given": template.condition.given,
        "when": when.collect::<Vec<_>>(),
    })
}

fn value(value: &Value) -> Json {
    match value {
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Boolean(truth) => json!(truth),
    }
}
