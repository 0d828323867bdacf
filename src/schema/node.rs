//! A revision's place among the others.

use std::path::{Path, PathBuf};

use memchr::memchr_iter;

/// A revision as the graph knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its identifier.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
    /// `down_revision`: the revisions that it follows.
    pub parents: Vec<String>,
    /// `depends_on`: revisions of other branches that have to be there, by identifier or branch label.
    pub depends_on: Vec<String>,
    /// `branch_labels`
    pub labels: Vec<String>,
}

impl Node {
    /// What the text of a revision says of its place, without being parsed; nothing if it has no identifier.
    pub fn in_text(path: &Path, text: &str) -> Option<Self> {
        const NAMES: [&str; 4] = ["revision", "down_revision", "depends_on", "branch_labels"];
        let mut found: [Vec<String>; 4] = Default::default();
        let newlines = memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1);
        for start in std::iter::once(0).chain(newlines) {
            if let b'r' | b'd' | b'b' = text.as_bytes().get(start).copied().unwrap_or_default()
                && let Some(which) = NAMES.iter().position(|name| text[start..].starts_with(name))
            {
                found[which].extend(assigned_strings(&text[start..]));
            }
        }
        let [id, parents, depends_on, labels] = found;
        Some(Self { id: id.into_iter().next()?, path: path.to_owned(), parents, depends_on, labels })
    }
}

/// The strings of the value that is assigned in the first line of `text`, without being parsed.
fn assigned_strings(text: &str) -> impl Iterator<Item = String> {
    let assigned = text.split_once('=').filter(|(head, _)| !head.contains('\n'));
    let value = assigned.map_or("", |(_, value)| value.trim_start_matches([' ', '\t']));
    let end = match value.chars().next() {
        Some('(') => value.find(')'),
        Some('[') => value.find(']'),
        _ => value.find('\n'),
    };
    let parts = value[..end.unwrap_or(value.len())].split(['\'', '"']);
    parts.skip(1).step_by(2).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_without_parsing() {
        for (text, id, parents, needed) in [
            ("revision = 'b'\ndown_revision = 'a'\n", "b", vec!["a"], vec![]),
            (
                "revision: str = \"b\"\ndown_revision: Union[str, None] = None\ndepends_on = 'x'\n",
                "b",
                vec![],
                vec!["x"],
            ),
            (
                "\"\"\"x\n\nRevision ID: q\n\"\"\"\ndown_revision = ('a',\n  'c')\nrevision='b'\n",
                "b",
                vec!["a", "c"],
                vec![],
            ),
        ] {
            let node = Node::in_text(Path::new("b.py"), text).unwrap();
            assert_eq!(
                (node.id.as_str(), node.parents, node.depends_on),
                (id, owned(&parents), owned(&needed)),
                "{text}"
            );
        }
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }
}
