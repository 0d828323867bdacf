//! Extensions that mended statements need.

use super::context::{Mended, Planner};
use super::extension_history::{creates_extension, is_there_before};
use super::options::CreateExtension;
use super::raw::RawLines;
use super::{Reason, imports};
use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::{Edit, Fix};
use crate::python::{Stmt, enclosing};
use crate::revision::{Function, Guard};
use crate::source::Span;
use crate::sql::{create_extension, create_schema};

/// One finding for each extension that the mended statements of a function need and nothing creates.
pub(super) fn findings(planner: &mut Planner<'_, '_>) -> Vec<Finding> {
    if planner.options.create_extension == CreateExtension::Never {
        return Vec::new();
    }
    let mut seen: Vec<(String, Option<u32>)> = Vec::new();
    let mut findings = Vec::new();
    let planner = &*planner;
    for mended in &planner.mended {
        let function = planner.revision.function_at(mended.offset);
        let key = (mended.extension.clone(), function.map(|function| function.statement.span.start));
        if function.is_some_and(Function::is_downgrade)
            || seen.contains(&key)
            || is_there_before(
                planner.revision,
                planner.rules,
                planner.surroundings,
                &mended.extension,
                planner.revision.database_at(mended.offset),
            )
        {
            continue;
        }
        let late = match creates_extension(planner.revision, &mended.extension, mended.offset) {
            Ok(true) => continue,
            Ok(false) => None,
            Err(place) => Some(place),
        };
        let schema_is_there = seen.iter().any(|(_, function)| *function == key.1);
        seen.push(key);
        let mut finding = finding(planner, mended, schema_is_there);
        if let (Some(finding), Some(place)) = (&mut finding, late) {
            finding.fix = None;
            finding.reason = Some(format!(
                "line {} creates it when it is too late: move that in front",
                planner.file().line(place)
            ));
        }
        findings.extend(finding);
    }
    findings
}

fn finding(planner: &Planner<'_, '_>, mended: &Mended, schema_is_there: bool) -> Option<Finding> {
    let rule = mended
        .rule
        .as_deref()
        .and_then(|name| name.split_once('/'))
        .map(|(pack, id)| crate::rules::RuleId { pack: pack.to_owned(), id: id.to_owned() });
    let statements = enclosing(&planner.revision.module.body, mended.offset);
    let innermost = statements.last()?;
    if planner.suppressions.hides(Code::MissingExtension, rule.as_ref(), innermost.span, planner.file()) {
        return None;
    }
    let found = planner.revision.uses.types.iter().find(|found| found.expr.span.start == mended.offset)?;
    let mut finding = Finding::new(
        Code::MissingExtension,
        Severity::Error,
        found.expr.span,
        format!("nothing creates the extension `{}`, which the type needs", mended.extension),
    );
    finding.rule.clone_from(&mended.rule);
    match fix(planner, mended, &statements, schema_is_there) {
        Ok(fix) => finding.fix = Some(fix),
        Err(reason) => finding.reason = Some(reason),
    }
    Some(finding)
}

fn fix(
    planner: &Planner<'_, '_>,
    mended: &Mended,
    statements: &[&Stmt],
    schema_is_there: bool,
) -> Result<Fix, Reason> {
    let target = target(planner, mended, statements)?;
    let schema = planner.options.extension_schema.as_deref();
    if schema.is_none() && planner.surroundings.env_mentions("search_path") {
        return Err(
            "env.py sets a search_path: say in the configuration where extensions live (`extension-schema`)"
                .to_owned(),
        );
    }
    let mut sql: Vec<String> = schema.filter(|_| !schema_is_there).map(create_schema).into_iter().collect();
    sql.push(create_extension(&mended.extension, schema));
    let title = format!("run `{}` first", sql[sql.len() - 1]);
    let newline = planner.newline();
    let indent = planner.indent(target.span.start);
    let (receiver, import) = receiver(planner, target)?;
    let quote = planner
        .revision
        .operations
        .iter()
        .find(|operation| target.span.contains(operation.call.span))
        .map_or_else(crate::python::Quote::default, |operation| planner.quote(operation.call));
    // A variant of a type shows that the revision may run elsewhere, where there are no extensions.
    let runs_elsewhere = planner.other_dialect().is_some()
        || planner.revision.uses.variants.iter().any(|dialect| *dialect != "postgresql");
    let guarded = runs_elsewhere && planner.revision.guard_at(target.span.start) != Guard::Postgres;
    let begins_line = planner.starts_line(target.span.start);
    if guarded && !begins_line {
        return Err("the statement does not begin its line".to_owned());
    }
    let inner = if guarded { format!("{indent}    ") } else { indent.to_owned() };
    let lines = RawLines {
        executor: format!("{receiver}.execute"),
        indent: &inner,
        quote,
        statements: sql,
        rationale: None,
        comments: Vec::new(),
    };
    let mut edits = if begins_line {
        let mut text = String::new();
        if guarded {
            text = format!("{indent}if {receiver}.get_context().dialect.name == 'postgresql':{newline}");
        }
        text.push_str(&format!("{inner}{}{newline}", lines.render(newline)));
        vec![Edit::insert(planner.in_front_of(target.span.start), text)]
    } else {
        // Behind a colon or a semicolon, where only simple statements stand.
        vec![Edit::insert(target.span.start, format!("{}; ", lines.render_on_one_line()))]
    };
    edits.extend(import);
    Ok(Fix { title, rewrite: None, edits })
}

/// The outermost statement that runs on the same databases and holds the place; for a place outside
/// any function the first statement of `upgrade`.
fn target<'a>(
    planner: &Planner<'_, 'a>,
    mended: &Mended,
    statements: &[&'a Stmt],
) -> Result<&'a Stmt, Reason> {
    let guard = planner.revision.guard_at(mended.offset);
    let in_function = planner.revision.function_at(mended.offset).is_some();
    if in_function {
        return statements
            .iter()
            .skip(1)
            .find(|statement| planner.revision.guard_at(statement.span.start) == guard)
            .copied()
            .ok_or_else(|| "no statement stands in front of it".to_owned());
    }
    let upgrade = planner.revision.functions.iter().find(|function| function.name.starts_with("upgrade"));
    let body = upgrade.and_then(|function| function.statement.bodies().first().copied()).unwrap_or_default();
    body.iter()
        .find(|statement| !matches!(&statement.kind, crate::python::StmtKind::Expr(expr) if expr.as_str().is_some()))
        .ok_or_else(|| "there is no upgrade function".to_owned())
}

/// What `execute` is called on in front of `target`.
fn receiver(planner: &Planner<'_, '_>, target: &Stmt) -> Result<(String, Option<Edit>), Reason> {
    let batch = planner
        .revision
        .batches
        .iter()
        .find(|batch| target.span.contains(Span::at(batch.statement.span.start)))
        .map(|batch| batch.receiver);
    let direct = planner
        .revision
        .operations
        .iter()
        .find(|operation| target.span.contains(operation.call.span) && operation.site.batch.is_none())
        .map(|operation| operation.receiver);
    match batch.or(direct).filter(|receiver| !receiver.is_empty()) {
        Some(receiver) => Ok((receiver.to_owned(), None)),
        None => imports::ensure_module(planner, "alembic.op"),
    }
}
