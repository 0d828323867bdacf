//! A revision's place among the others.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem::Finder;

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
        static NAMES: LazyLock<[Finder<'_>; 4]> =
            LazyLock::new(|| ["revision", "down_revision", "depends_on", "branch_labels"].map(Finder::new));
        let [id, parents, depends_on, labels] = &*NAMES;
        let id = assigned_strings(text, id).into_iter().next()?;
        let [parents, depends_on, labels] =
            [parents, depends_on, labels].map(|name| assigned_strings(text, name));
        Some(Self { id, path: path.to_owned(), parents, depends_on, labels })
    }
}

/// The strings that a text assigns to a name at the beginning of a line, without being parsed.
fn assigned_strings(text: &str, name: &Finder<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let places = name.find_iter(text.as_bytes());
    for at in places.filter(|at| *at == 0 || text[..*at].ends_with('\n')) {
        let Some((head, value)) = text[at..].split_once('=') else { continue };
        if head.contains('\n') {
            continue;
        }
        let value = value.trim_start_matches([' ', '\t']);
        let end = match value.chars().next() {
            Some('(') => value.find(')'),
            Some('[') => value.find(']'),
            _ => value.find('\n'),
        };
        let parts = value[..end.unwrap_or(value.len())].split(['\'', '"']);
        found.extend(parts.skip(1).step_by(2).map(str::to_owned));
    }
    found
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
