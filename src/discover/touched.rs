//! What sources do to a class, list or dictionary from outside of its definition, told by a quick look at
//! their text: better once too often than once too seldom.

use crate::python::changes_in_place;

/// Classes for which `@compiles` stands in a text, with the places. Hooks for other databases do not count.
pub(super) fn compiled(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("compiles(") {
        let rest = &text[at + word.len()..];
        let arguments = &rest[..closing(rest).unwrap_or(rest.len())];
        let mut parts = arguments.split(',').map(str::trim);
        let class = last_name(parts.next().unwrap_or_default());
        let dialects: Vec<&str> = parts.filter(|part| part.contains(['\'', '"'])).collect();
        if dialects.is_empty() || dialects.iter().any(|dialect| dialect.contains("postgres")) {
            found.extend(originals(text, class).into_iter().map(|class| (class.to_owned(), at)));
        }
    }
    found
}

/// Where a text changes the class, list or dictionary `name`.
pub(super) fn touched(text: &str, name: &str) -> Option<usize> {
    if !text.contains(name) {
        return None;
    }
    let mut names = vec![name];
    names.extend(aliases(text, name));
    names.into_iter().find_map(|name| occurrences(text, name).find(|&at| is_touched(text, at, name)))
}

/// The attributes that a text assigns (`owner.name = …`, `setattr(owner, 'name', …)`): the owner's last name,
/// the attribute's, and the place. What is the object's own (`self.name`) does not count.
pub(super) fn assigned(text: &str) -> Vec<(&str, &str, usize)> {
    let mut found = Vec::new();
    let sets = memchr::memmem::find(text.as_bytes(), b"setattr(").is_some();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let rest = line.trim_start();
        at += line.len() + 1;
        let inner = if sets { rest.split_once("setattr(") } else { None };
        if let Some((_, inner)) = inner {
            let mut parts = inner.splitn(3, ',').map(str::trim);
            if let (Some(owner), Some(name)) = (parts.next(), parts.next()) {
                found.push((last_name(owner), name.trim_matches(['\'', '"']), start));
            }
            continue;
        }
        let end =
            rest.bytes().position(|c| !(c.is_ascii_alphanumeric() || c == b'_' || c == b'.' || c >= 0x80));
        let target = &rest[..end.unwrap_or(rest.len())];
        let after = rest[target.len()..].trim_start();
        let Some((owner, name)) = target.rsplit_once('.') else { continue };
        if after.starts_with('=') && !after.starts_with("==") && !matches!(owner, "" | "self" | "cls") {
            found.push((last_name(owner), name, start));
        }
    }
    found
}

/// Whether a text imports the module `root`.
pub(super) fn imports(text: &str, root: &str) -> bool {
    text.contains(root)
        && text.split('\n').map(str::trim_start).any(|line| {
            let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
            rest.is_some_and(|rest| rest.split(',').any(|name| word(name.trim_start()) == root))
        })
}

fn is_touched(text: &str, at: usize, name: &str) -> bool {
    let after = &text[at + name.len()..];
    let owner = text[..at].trim_end_matches(|c: char| c == '.' || is_word(c));
    let before = owner.trim_end();
    if before.ends_with("setattr(") || before.ends_with("delattr(") {
        return true;
    }
    is_assigned(after) || changes(after) || is_handed_over(text, at, after)
}

/// `.name = …`, `[…] = …`
fn is_assigned(after: &str) -> bool {
    let mut rest = after;
    let mut deeper = false;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(attribute) = rest.strip_prefix('.') {
            rest = &attribute[word(attribute).len()..];
        } else if let Some(inner) = rest.strip_prefix('[') {
            let Some(end) = closing(inner) else { return false };
            rest = &inner[end + 1..];
        } else {
            break;
        }
        deeper = true;
    }
    let plain = rest.starts_with('=') && !rest.starts_with("==");
    let augmented = ["+=", "-=", "*=", "|="].iter().any(|operator| rest.starts_with(operator));
    deeper && (plain || augmented)
}

/// `.append(…)`
fn changes(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|rest| {
        let method = word(rest);
        changes_in_place(method) && rest[method.len()..].starts_with('(')
    })
}

/// `patch(name)` at the top of a module: whatever is called may change what it is given.
fn is_handed_over(text: &str, at: usize, after: &str) -> bool {
    if !after.trim_start().starts_with([',', ')']) {
        return false;
    }
    let mut start = at;
    loop {
        start = text[..start].rfind('\n').map_or(0, |end| end + 1);
        let first = text[start..].chars().next();
        if first.is_some_and(|c| is_word(c) || c == '@') {
            break;
        }
        if start == 0 {
            return false;
        }
        start -= 1;
    }
    let statement = &text[start..at];
    let callee = statement.find(|c: char| !is_word(c) && c != '.').unwrap_or(statement.len());
    if callee == 0 || !statement[callee..].starts_with('(') {
        return false;
    }
    let open = statement.matches(['(', '[', '{']).count();
    let closed = statement.matches([')', ']', '}']).count();
    // Lines of another statement may stand in between.
    open == closed + 1
}

/// The names under which a text imports `name`.
fn aliases<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    occurrences(text, name)
        .filter_map(|at| text[at + name.len()..].strip_prefix(" as ").map(word))
        .filter(|alias| !alias.is_empty())
        .collect()
}

/// The name itself, and what it is imported from.
fn originals<'t>(text: &'t str, alias: &'t str) -> Vec<&'t str> {
    let imported = occurrences(text, alias).filter_map(|at| {
        let before = text[..at].strip_suffix(" as ")?;
        let start = before.rfind(|c: char| !is_word(c)).map_or(0, |end| end + 1);
        Some(&before[start..])
    });
    std::iter::once(alias).chain(imported).collect()
}

/// Where `name` stands as a word.
fn occurrences<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |&at| !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word))
}

/// The offset of the bracket that closes the one in front of `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return Some(at),
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn last_name(dotted: &str) -> &str {
    dotted.rsplit('.').next().unwrap_or_default().trim()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that `text` begins with.
pub(super) fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !is_word(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_from_outside_are_seen() {
        for text in [
            "types.GUID.impl = sa.Text\n",
            "    GUID.impl += 1\n",
            "setattr(app.types.GUID, 'impl', x)\n",
            "patch(GUID)\n",
            "patch(\n    1,\n    types.GUID,\n)\n",
            "from t import GUID as G\nG.impl = 1\n",
            "GUID['a'] = 1\n",
            "GUID.update(a=1)\n",
        ] {
            assert!(touched(text, "GUID").is_some(), "{text}");
        }
        for text in [
            "GUID.impl == sa.Text\n",
            "MyGUID.impl = 1\n",
            "sa.Table('t', m, sa.Column('id', GUID))\n",
            "class A:\n    id = column(GUID)\n",
            "x = f(GUID)\n",
        ] {
            assert_eq!(touched(text, "GUID"), None, "{text}");
        }
    }

    #[test]
    fn assigned_attributes_are_seen() {
        let text =
            "app.types.GUID = Other\nif x:\n    t.A = 1\nsetattr(types, 'B', 2)\nself.C = 3\nx.D == 4\n";
        let found: Vec<(&str, &str)> =
            assigned(text).into_iter().map(|(owner, name, _)| (owner, name)).collect();
        assert_eq!(found, [("types", "GUID"), ("t", "A"), ("types", "B")]);
    }

    #[test]
    fn hooks_for_postgres_count() {
        let text = "@compiles(sa.String, 'postgresql')\n@compiles(A)\n@compiles(B, 'sqlite')\n";
        let names: Vec<String> = compiled(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["String", "A"]);
    }
}
