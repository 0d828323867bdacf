//! What plain revisions change of earlier ones, and where that may have custom types.

use std::sync::LazyLock;

use memchr::memmem::Finder;

static UPGRADE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("def upgrade("));

static OPERATIONS: LazyLock<[Finder<'_>; 4]> = LazyLock::new(|| {
    ["op.drop_column(", "op.drop_table(", "op.drop_index(", "op.alter_column("].map(Finder::new)
});

/// The names of columns, or else of tables and indexes, that the upgrade of a plain revision takes away or
/// changes: its downgrade may bring back something else where they have custom types.
pub fn taken_away(text: &str) -> Vec<&str> {
    let Some(start) = UPGRADE.find(text.as_bytes()) else { return Vec::new() };
    let upgrade = &text[start..];
    let upgrade = upgrade.find("\ndef ").map_or(upgrade, |end| &upgrade[..end]);
    let mut names = Vec::new();
    for operation in &*OPERATIONS {
        for at in operation.find_iter(upgrade.as_bytes()) {
            let operation = operation.needle();
            let arguments = &upgrade[at + operation.len()..];
            let mut first = strings(arguments);
            let of_column = matches!(operation, b"op.drop_column(" | b"op.alter_column(");
            // `drop_column('t', 'c')`; where names are passed by keyword, either may be the column's.
            let is_bare = arguments.starts_with(['\'', '"']);
            let table = first.next();
            names.extend(table.filter(|_| !(of_column && is_bare)));
            names.extend(first.next().filter(|_| operation != b"op.drop_table("));
        }
    }
    names
}

/// The texts between quotes.
fn strings(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(['\'', '"'])?;
        let quote = rest[start..].chars().next()?;
        let inner = &rest[start + 1..];
        let end = inner.find(quote)?;
        rest = &inner[end + 1..];
        Some(&inner[..end])
    })
}

/// Whether a revision's words have to be known where names of custom types' columns are looked for: it is not
/// plain, or gives them other names.
pub fn is_spoken_of(text: &str, is_plain: bool) -> bool {
    !is_plain || text.contains("new_column_name") || text.contains("rename_table")
}
