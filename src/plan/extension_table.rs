//! Operations on tables that belong to an extension.

use super::context::Planner;
use crate::diagnostic::{Code, Finding, Severity};
use crate::revision::{Guard, OpKind};
use crate::sql::TableName;

/// A finding for each operation that drops such a table or makes it anew.
pub(super) fn findings(planner: &Planner<'_, '_>) -> Vec<Finding> {
    let revision = planner.revision;
    let operations = revision.operations.iter().filter(|operation| {
        matches!(operation.kind, OpKind::DropTable | OpKind::CreateTable)
            && operation.site.guard != Guard::Other
    });
    operations
        .filter_map(|operation| {
            let table = planner.table(operation)?;
            let extension = owner(planner, &table)?;
            if planner.suppressions.hides(
                Code::ExtensionTable,
                None,
                operation.site.statement.span,
                planner.file(),
            ) {
                return None;
            }
            let message = format!("the table `{}` belongs to the extension `{extension}`", table.name);
            let mut finding =
                Finding::new(Code::ExtensionTable, Severity::Error, operation.call.span, message);
            finding.reason = Some("the operation and its opposite have to go together".to_owned());
            finding.help = Some(format!(
                "delete the operation here and in the other direction, and leave `{}` out by `include_object` \
                 in env.py",
                table.name
            ));
            Some(finding)
        })
        .collect()
}

/// The extension that the table belongs to.
fn owner<'a>(planner: &Planner<'a, '_>, table: &TableName) -> Option<&'a str> {
    let pack = planner.rules.packs().iter().find(|pack| pack.tables.contains(&table.name))?;
    pack.extension.as_deref()
}
