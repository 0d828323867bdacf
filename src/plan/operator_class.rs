//! Operator classes of extensions that live in a schema of their own.

use super::context::Planner;
use super::extension_history::type_names;
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::python::{Expr, ExprKind, quote_of, string_literal};
use crate::revision::OpKind;
use crate::sql::identifier;

/// A finding for each unqualified operator class in an index beside a mended column of the extension.
pub(super) fn findings(planner: &Planner<'_, '_>) -> Vec<Finding> {
    let Some(schema) = planner.options.extension_schema.as_deref() else { return Vec::new() };
    let mut findings = Vec::new();
    for operation in
        planner.revision.operations.iter().filter(|operation| operation.kind == OpKind::CreateIndex)
    {
        let Some(Expr { kind: ExprKind::Dict(items), .. }) = operation.arguments.get("postgresql_ops") else {
            continue;
        };
        for (_, value) in items {
            let Some(class) = value.as_str() else { continue };
            let Some(rule) = rule_of(planner, class) else { continue };
            let qualified = format!("{}.{class}", identifier(schema));
            let literal = string_literal(&qualified, quote_of(planner.file().slice(value.span)));
            let message = format!("the operator class `{class}` is in the schema `{schema}`");
            let mut finding = Finding::new(Code::CustomType, Severity::Error, value.span, message);
            finding.rule = Some(rule);
            finding.fix = Some(Fix {
                title: format!("write `{qualified}`"),
                rewrite: None,
                edits: vec![Edit::replace(value.span, literal)],
            });
            findings.push(finding);
        }
    }
    findings
}

/// The rule of a mended type whose extension brings the operator class.
fn rule_of(planner: &Planner<'_, '_>, class: &str) -> Option<String> {
    let stem = class.strip_suffix("_ops")?;
    planner
        .mended
        .iter()
        .find(|mended| {
            type_names(planner.rules, &mended.extension).iter().any(|name| {
                stem.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
            })
        })
        .and_then(|mended| mended.rule.clone())
}
