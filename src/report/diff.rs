//! The changes of a run as a patch, and in numbers.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Component, Path};

use similar::{Algorithm, ChangeTag, TextDiff};

use super::console::{BAD, BOLD, GOOD, NOTE, Stream};
use crate::source::SourceFile;

/// The change of one file.
#[derive(Debug)]
pub(crate) struct Change {
    /// A unified diff.
    pub(crate) patch: String,
    /// How many lines it adds.
    pub(crate) added: usize,
    /// How many lines it removes.
    pub(crate) removed: usize,
}

/// Compares `file` with the text that it becomes; `path` is how the patch names it.
pub(crate) fn compare(file: &SourceFile, fixed: &str, path: &Path) -> Change {
    let name = header_path(path);
    patch(&encoded(file, file.text()), &encoded(file, fixed), &quoted("a", &name), &quoted("b", &name))
}

/// The change from `old` to `new`, named as given.
fn patch(old: &str, new: &str, old_name: &str, new_name: &str) -> Change {
    let (before, after) = (split(old), split(new));
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .newline_terminated(true)
        .diff_slices(&before, &after);
    let (mut added, mut removed) = (0, 0);
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => added += 1,
            ChangeTag::Delete => removed += 1,
            ChangeTag::Equal => {}
        }
    }
    let patch = diff.unified_diff().context_radius(3).header(old_name, new_name).to_string();
    Change { patch, added, removed }
}

impl Change {
    /// The change of a text that is no file of its own.
    pub(crate) fn between(old: &str, new: &str, old_name: &str, new_name: &str) -> Self {
        patch(old, new, old_name, new_name)
    }

    /// Writes the patch; coloured and cleaned for a terminal, as it is for everything else.
    pub(crate) fn write(&self, stream: &mut Stream<'_>) {
        let look = stream.look();
        if !look.color && !look.terminal {
            return stream.text(&self.patch);
        }
        for (at, line) in self.patch.split_inclusive('\n').enumerate() {
            let (body, ending) = match line.strip_suffix("\r\n") {
                Some(body) => (body, "\r\n"),
                None => line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n")),
            };
            let style = match body.as_bytes().first() {
                _ if at < 2 => Some(BOLD),
                Some(b'@') => Some(NOTE),
                Some(b'+') => Some(GOOD),
                Some(b'-') => Some(BAD),
                _ => None,
            };
            let body = look.clean(body);
            let body = style.map_or_else(|| body.clone().into_owned(), |style| look.styled(style, &body));
            stream.text(&body);
            stream.text(ending);
        }
    }
}

/// The changes in numbers, as `git diff --stat` shows them.
pub(crate) fn stat(changes: &[(String, Change)]) -> String {
    const WIDEST: usize = 40;
    let names = changes.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let most = changes.iter().map(|(_, change)| change.added + change.removed).max().unwrap_or(0);
    let digits = most.to_string().len();
    let scaled = |count: usize| if most > WIDEST { (count * WIDEST).div_ceil(most) } else { count };
    let mut text = String::new();
    let (mut added, mut removed) = (0, 0);
    for (name, change) in changes {
        added += change.added;
        removed += change.removed;
        let (plus, minus) = ("+".repeat(scaled(change.added)), "-".repeat(scaled(change.removed)));
        let count = change.added + change.removed;
        let _ = writeln!(text, " {name:names$} | {count:digits$} {plus}{minus}");
    }
    let files = changes.len();
    let one = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let files = format!("{} changed", one(files, "file"));
    let (added, removed) = (one(added, "insertion"), one(removed, "deletion"));
    let _ = writeln!(text, " {files}, {added}(+), {removed}(-)");
    text
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The text as it is in the file: with its byte order mark.
fn encoded<'a>(file: &SourceFile, text: &'a str) -> Cow<'a, str> {
    let mark = file.encode("");
    match std::str::from_utf8(&mark) {
        Ok(mark) if !mark.is_empty() => format!("{mark}{text}").into(),
        _ => text.into(),
    }
}

/// A path as patches write it: with forward slashes, and never from the root.
fn header_path(path: &Path) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.as_encoded_bytes()),
            Component::ParentDir => parts.push(b".."),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    parts.join(&b'/')
}

/// A header's path, quoted as git quotes it. A tab behind a name with blanks tells where it ends.
fn quoted(side: &str, name: &[u8]) -> String {
    let plain = |c: char| !c.is_control() && c != '"' && c != '\\';
    if let Ok(name) = std::str::from_utf8(name)
        && name.chars().all(plain)
    {
        let end = if name.contains(' ') { "\t" } else { "" };
        return format!("{side}/{name}{end}");
    }
    let mut escaped = format!("\"{side}/");
    for chunk in name.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => escaped.extend(['\\', c]),
                '\t' => escaped.push_str("\\t"),
                '\n' => escaped.push_str("\\n"),
                c if plain(c) => escaped.push(c),
                c => octal(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut escaped),
            }
        }
        octal(chunk.invalid(), &mut escaped);
    }
    escaped.push('"');
    escaped
}

fn octal(bytes: &[u8], into: &mut String) {
    for byte in bytes {
        let _ = write!(into, "\\{byte:03o}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_and_a_missing_last_one_are_kept() {
        let file = SourceFile::decode("a b.py", "\u{feff}x = 1\r\ny = 2".into()).unwrap();
        let change = compare(&file, "x = 1\r\ny = 3", Path::new("a b.py"));
        let wanted = "--- a/a b.py\t\n+++ b/a b.py\t\n@@ -1,2 +1,2 @@\n \u{feff}x = 1\r\n\
                      -y = 2\n\\ No newline at end of file\n+y = 3\n\\ No newline at end of file\n";
        assert_eq!(change.patch, wanted);
        assert_eq!((change.added, change.removed), (1, 1));
    }

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(quoted("a", b"x\"y\n"), "\"a/x\\\"y\\n\"");
        assert_eq!(quoted("a", b"\x1b\xff\xc3\xa9"), "\"a/\\033\\377é\"");
        assert_eq!(header_path(Path::new("/tmp/./x.py")), b"tmp/x.py");
    }

    #[test]
    fn numbers_are_drawn() {
        let change = |added, removed| Change { patch: String::new(), added, removed };
        let changes = [("a.py".to_owned(), change(2, 1)), ("dir/b.py".to_owned(), change(100, 60))];
        let wanted = " a.py     |   3 ++-\n dir/b.py | 160 +++++++++++++++++++++++++---------------\n \
                      2 files changed, 102 insertions(+), 61 deletions(-)\n";
        let drawn = stat(&changes);
        assert_eq!(drawn, wanted.replace("   3 ++-", "   3 +-"));
    }
}
