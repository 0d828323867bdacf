//! The parts of README.md that are made from what the program does.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// One part at a time is written.
static FILE: Mutex<()> = Mutex::new(());

/// The repository's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of README.md.
pub fn text() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Requires that the part between `<!-- NAME -->` and `<!-- /NAME -->` is `wanted`, or with `UPDATE=1` makes it so.
#[expect(clippy::disallowed_methods, reason = "the README is under version control")]
pub fn part(name: &str, wanted: &str) {
    let _one = FILE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = text();
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let from = text.find(&start).unwrap_or_else(|| panic!("README.md has no {start}")) + start.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("README.md has no {end}"));
    let wanted = format!("\n{}\n\n", wanted.trim_end());
    if text[from..to] == wanted {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "the part `{name}` of README.md is stale; `UPDATE=1 cargo test --test readme --test symptoms` writes it anew.\nIt has to be:\n{wanted}"
    );
    let path: &Path = &root().join("README.md");
    fs::write(path, format!("{}{wanted}{}", &text[..from], &text[to..])).unwrap();
}

/// `text` as code inside a table's cell.
pub fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A fenced block.
pub fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```", text.trim_end())
}
