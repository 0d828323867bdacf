//! The parts of README.md and docs that are made from what the program does.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// One part at a time is written.
static FILE: Mutex<()> = Mutex::new(());

/// The repository's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Requires that the part of `file` between `<!-- NAME -->` and `<!-- /NAME -->` is `wanted`; `UPDATE=1` makes it so.
#[expect(clippy::disallowed_methods, reason = "the file is under version control")]
pub(crate) fn part(file: &str, name: &str, wanted: &str) {
    let _one = FILE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = fs::read_to_string(root().join(file)).unwrap();
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let from = text.find(&start).unwrap_or_else(|| panic!("{file} has no {start}")) + start.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("{file} has no {end}"));
    let wanted = format!("\n{}\n\n", wanted.trim_end());
    if text[from..to] == wanted {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "the part `{name}` of {file} is stale; `UPDATE=1 cargo test --test readme --test symptoms` writes it anew.\nIt has to be:\n{wanted}"
    );
    fs::write(root().join(file), format!("{}{wanted}{}", &text[..from], &text[to..])).unwrap();
}

/// `text` as code inside a table's cell.
pub(crate) fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
