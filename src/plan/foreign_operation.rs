//! Operations that packages add to Alembic's, which `--freeze` does without.

use super::Reason;
use super::argument_edits::ArgumentRemoval;
use super::context::Planner;
use super::dialects::operation_objection;
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix, Rewrite};
use crate::python::{Argument, Expr, ExprKind, Passing};
use crate::revision::{Column, Guard, OpKind, Operation, Plugin, is_of_alembic};
use crate::source::Span;

/// A finding for each operation that no other finding takes away.
pub(super) fn findings(planner: &Planner<'_, '_>, others: &[Finding]) -> Vec<Finding> {
    if !planner.options.freeze {
        return Vec::new();
    }
    let operations = planner.revision.operations.iter();
    operations.filter_map(|operation| finding(planner, operation, others)).collect()
}

fn finding(planner: &Planner<'_, '_>, operation: &Operation<'_>, others: &[Finding]) -> Option<Finding> {
    let statement = operation.site.statement.span;
    let mut edits = others.iter().filter_map(|other| other.fix.as_ref()).flat_map(|fix| &fix.edits);
    if is_of_alembic(operation.name)
        || operation.site.guard == Guard::Other
        || registers(planner, operation.name)
        || edits.any(|edit| edit.span.contains(operation.call.span))
        || planner.suppressions.hides(Code::ForeignOperation, None, statement, planner.file())
    {
        return None;
    }
    let (function, _) = operation.call.as_call()?;
    let message = format!("`{}` is no operation of Alembic's own", operation.name);
    let mut finding = Finding::new(Code::ForeignOperation, Severity::Note, function.span, message);
    let own = operation.plugin.map(|plugin| (plugin, as_own(planner, operation, plugin, others)));
    match own {
        Some((plugin, Ok(edits))) => {
            let title = format!("write `{}`", plugin.stands_for);
            finding.fix = Some(Fix { title, rewrite: None, edits });
        }
        Some((_, Err(reason))) => finding.reason = Some(reason),
        None => finding.reason = Some("nothing says what it does".to_owned()),
    }
    if finding.fix.is_none() {
        finding.help = Some("write by hand what it does, or keep the package importable".to_owned());
    }
    Some(finding)
}

/// Whether the revision itself makes the operation: `@Operations.register_operation("create_view")`.
fn registers(planner: &Planner<'_, '_>, name: &str) -> bool {
    let mut found = false;
    for statement in &planner.revision.module.body {
        statement.walk_exprs(&mut |expr| {
            found |= expr.as_call().is_some_and(|(function, arguments)| {
                function.dotted().is_some_and(|path| path.ends_with("register_operation"))
                    && arguments.first().is_some_and(|argument| argument.value.as_str() == Some(name))
            });
        });
    }
    found
}

/// The edits that write Alembic's own operation, as it does the same on Postgres.
fn as_own(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    plugin: &Plugin,
    others: &[Finding],
) -> Result<Vec<Edit>, Reason> {
    if let Some(reason) = operation_objection(planner, operation) {
        return Err(reason);
    }
    let (function, arguments) = operation.call.as_call().ok_or("it is no call")?;
    if operation.arguments.starred {
        return Err("it takes star arguments".to_owned());
    }
    if !operation.site.is_statement {
        return Err("its result is used, and it is another one than Alembic's".to_owned());
    }
    let ExprKind::Attribute { attribute, .. } = &function.kind else {
        return Err("it is called by its bare name".to_owned());
    };
    let length = u32::try_from(attribute.len()).map_err(|_| "its name is too long")?;
    let name = Span::new(function.span.end - length, function.span.end);
    let mut edits = vec![Edit::replace(name, plugin.stands_for)];
    edits.extend(argument_edits(planner, operation, plugin, arguments)?);
    if operation.kind == OpKind::AddColumn {
        edits.extend(column_edits(planner, operation, others)?);
    }
    Ok(edits)
}

/// The edits that pass the arguments as Alembic's own operation takes them.
fn argument_edits(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    plugin: &Plugin,
    arguments: &[Argument],
) -> Result<Vec<Edit>, Reason> {
    let bound = &operation.arguments;
    let by_name = |parameter: &str| plugin.is_by_name(parameter);
    if operation.kind != OpKind::CreateTable && !bound.rest.is_empty() {
        return Err("it has more arguments than are understood".to_owned());
    }
    let mut edits = Vec::new();
    for (parameter, argument) in &bound.named {
        let is_positional = argument.passing == Passing::Positional;
        if *parameter == "column_name" && operation.kind == OpKind::DropIndex {
            let at =
                arguments.iter().position(|other| std::ptr::eq(other, *argument)).ok_or("no argument")?;
            let ExprKind::Call { parentheses, .. } = operation.call.kind else { continue };
            let module = planner.revision.module;
            let removal = ArgumentRemoval::new(planner.file(), module, parentheses, arguments, vec![at]);
            edits.extend(removal.edits_beside_comments(at));
        } else if is_positional && (by_name(parameter) || *parameter == "schema") {
            if operation.site.batch.is_some() {
                return Err("a batch operation does not take its arguments by position".to_owned());
            }
            edits.push(Edit::insert(argument.span.start, format!("{parameter}=")));
        } else if plugin.without_effect.contains(parameter) {
            edits.extend(silenced(&argument.value));
        }
    }
    Ok(edits)
}

/// The edit that makes Alembic do nothing with a value either.
fn silenced(value: &Expr) -> Option<Edit> {
    let is_off = matches!(value.kind, ExprKind::None | ExprKind::Boolean(false));
    (!is_off).then(|| Edit::replace(value.span, "None"))
}

/// The edits that leave of a column what `add_geospatial_column` adds: neither comments nor indexes nor
/// constraints come with it.
fn column_edits(
    planner: &Planner<'_, '_>,
    operation: &Operation<'_>,
    others: &[Finding],
) -> Result<Vec<Edit>, Reason> {
    let column = operation.arguments.get("column").and_then(|expr| Column::read(planner.revision, expr));
    let column = column.ok_or("the column is not written in the call")?;
    let whole = column.type_argument.ok_or("the column has no type")?.value.span;
    let is_raw = |other: &Finding| {
        let fix = other.fix.as_ref();
        whole.contains(other.span)
            && fix.is_some_and(|fix| matches!(fix.rewrite, Some(Rewrite::Define | Rewrite::Sql)))
    };
    if !others.iter().any(is_raw) {
        return Err(
            "the column's type stays, and Alembic may make an index or a constraint with it".to_owned()
        );
    }
    let is_computed = |argument: &&Argument| {
        argument
            .value
            .as_call()
            .and_then(|(function, _)| function.dotted())
            .is_some_and(|path| path.rsplit('.').next() == Some("Computed"))
    };
    if column.starred || !column.extras.iter().all(is_computed) {
        return Err("Alembic would make the column's constraints, which it does not".to_owned());
    }
    let extra = |keyword: &str| matches!(keyword, "comment" | "index" | "unique");
    let dropped = column.keywords.iter().filter(|(keyword, _)| extra(keyword));
    Ok(dropped.filter_map(|(_, value)| silenced(value)).collect())
}
