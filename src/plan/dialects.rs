//! Projects that run on other databases too.

use super::context::Planner;
use super::known::{Candidate, Target};
use crate::diagnostic::Code;
use crate::python::StmtKind;
use crate::revision::{Guard, Operation, Revision, Wrapper, other_dialect_evidence};
use crate::rules::Dialect;

const OTHERS: &[(Dialect, &str)] = &[
    (Dialect::Sqlite, "sqlite"),
    (Dialect::Mysql, "mysql"),
    (Dialect::Oracle, "oracle"),
    (Dialect::Mssql, "mssql"),
];

/// What shows that the project runs on another database: `env.py mentions sqlite`.
pub(super) fn evidence(planner: &Planner<'_, '_>) -> Option<String> {
    if let Some(dialects) = &planner.options.dialects {
        let others: Vec<&str> =
            OTHERS.iter().filter(|(dialect, _)| dialects.contains(dialect)).map(|(_, name)| *name).collect();
        return (!others.is_empty()).then(|| format!("`dialects` names {}", others.join(" and ")));
    }
    other_dialect_evidence(&planner.revision.names)
        .map(|name| format!("this revision imports the {name} dialect"))
        .or_else(|| {
            has_other_branch(planner.revision)
                .then(|| "this revision has a branch for another database".to_owned())
        })
        .or_else(|| planner.surroundings.other_dialect())
}

/// Classes of types aside, which have branches wherever their recipes are copied to.
fn has_other_branch(revision: &Revision<'_>) -> bool {
    let classes =
        || revision.module.body.iter().filter(|statement| matches!(statement.kind, StmtKind::Class { .. }));
    revision
        .guards
        .iter()
        .any(|(span, guard)| *guard == Guard::Other && !classes().any(|class| class.span.contains(*span)))
}

/// Why an operation cannot be taken for what it does on Postgres.
pub(super) fn operation_objection(planner: &Planner<'_, '_>, operation: &Operation<'_>) -> Option<String> {
    if operation.site.guard == Guard::Unclear {
        return Some("it runs under a condition on the database that is not understood".to_owned());
    }
    (operation.site.guard != Guard::Postgres).then(|| planner.other_dialect().map(runs_elsewhere))?
}

pub(super) fn runs_elsewhere(evidence: &str) -> String {
    format!(
        "the project runs on another database too ({evidence}); say `dialects = [\"postgresql\"]` in the \
         configuration if only Postgres counts"
    )
}

/// Why a candidate cannot be rewritten on account of another database.
pub(super) fn objection(planner: &Planner<'_, '_>, candidate: &Candidate<'_, '_>) -> Option<String> {
    let found = candidate.found;
    // No database knows an old type that was lost.
    if candidate.finding.code == Code::NullType && !matches!(candidate.target, Target::Known(_)) {
        return None;
    }
    // A variant says for which database it is, and `define` keeps it so.
    if found.wrappers.contains(&Wrapper::Variant)
        || planner.revision.guard_at(found.expr.span.start) == Guard::Postgres
    {
        return None;
    }
    let evidence = planner.other_dialect()?;
    let named: Vec<Dialect> =
        OTHERS.iter().filter(|(_, name)| evidence.contains(name)).map(|(dialect, _)| *dialect).collect();
    let equal = candidate.rule.map_or(&[][..], |rule| &rule.dialects);
    let proved = if named.is_empty() {
        OTHERS.iter().all(|(dialect, _)| equal.contains(dialect))
    } else {
        named.iter().all(|dialect| equal.contains(dialect))
    };
    (!proved).then(|| runs_elsewhere(evidence))
}
