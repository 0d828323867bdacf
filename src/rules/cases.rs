//! The revision that stands around a rule's test case.

/// Makes a revision of the statements of a case, unless it is one already.
pub fn wrap(before: &str) -> String {
    let is_revision = before
        .split('\n')
        .any(|line| line.starts_with("def upgrade") || line.starts_with("async def upgrade"));
    if is_revision {
        return before.to_owned();
    }
    let mut text = String::from(
        "\"\"\"case\n\nRevision ID: 000000000002\nRevises: 000000000001\nCreate Date: 2026-01-01 00:00:00\n\n\
         \"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n",
    );
    if before.contains("postgresql.") {
        text.push_str("from sqlalchemy.dialects import postgresql\n");
    }
    text.push_str("\nrevision = '000000000002'\ndown_revision = '000000000001'\n");
    text.push_str("branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n");
    for line in before.trim_end_matches('\n').split('\n') {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("\n\ndef downgrade():\n    pass\n");
    text
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn statements_are_wrapped_and_revisions_are_not() {
        let whole = wrap("op.drop_table('a')\n\nop.drop_table('b')\n");
        assert!(
            whole.contains(
                "def upgrade():\n    op.drop_table('a')\n\n    op.drop_table('b')\n\n\ndef downgrade"
            )
        );
        assert!(!whole.contains("postgresql"));
        assert_eq!(wrap(&whole), whole);
    }

    #[test]
    fn the_dialect_is_imported_where_it_is_named() {
        assert!(
            wrap("op.add_column('t', sa.Column('c', postgresql.JSONB()))").contains("import postgresql\n")
        );
    }
}
