//! Whether a downgrade has an operation for each of the upgrade that touches what was there before.

/// Operations beside those that undo them. What only adds columns and tables is not among them: planning
/// finds nothing in such an upgrade where its types are SQLAlchemy's own.
const UNDONE: &[(&[&str], &[&str])] = &[
    (&["drop_column"], &["add_column"]),
    (&["drop_table"], &["create_table"]),
    (&["alter_column"], &["alter_column"]),
    (&["rename_table"], &["rename_table"]),
    (&["drop_index"], &["create_index"]),
    (&["create_index"], &["drop_index"]),
    (&["drop_constraint"], CONSTRAINTS),
    (CONSTRAINTS, &["drop_constraint"]),
    (&["create_table_comment", "drop_table_comment"], &["create_table_comment", "drop_table_comment"]),
];
const CONSTRAINTS: &[&str] = &[
    "create_check_constraint",
    "create_exclude_constraint",
    "create_foreign_key",
    "create_primary_key",
    "create_unique_constraint",
];
/// Operations that need nothing to undo them here.
const FREE: &[&str] = &["add_column", "bulk_insert", "create_table"];

/// The operations of both functions.
#[derive(Default)]
pub(super) struct Balance {
    up: [usize; UNDONE.len()],
    down: [usize; UNDONE.len()],
}

impl Balance {
    /// Counts an operation; nothing for one that may do anything.
    pub(super) fn add(&mut self, operation: &str, downgrades: bool) -> Option<()> {
        let mut known = FREE.contains(&operation);
        for (at, (done, undone)) in UNDONE.iter().enumerate() {
            let (names, count) =
                if downgrades { (undone, &mut self.down[at]) } else { (done, &mut self.up[at]) };
            *count += usize::from(names.contains(&operation));
            known |= done.contains(&operation) || undone.contains(&operation);
        }
        known.then_some(())
    }

    /// Whether nothing is left that the past would have to be asked about.
    pub(super) fn is_even(&self) -> bool {
        self.up.iter().zip(&self.down).all(|(up, down)| up <= down)
    }
}
