//! The entry for pre-commit.

use std::path::Path;

use anyhow::Result;

use super::{Project, Step, slashed, text_of};

const FILE: &str = ".pre-commit-config.yaml";

/// Adds a hook that checks the folders of revisions with the command that is installed.
pub(super) fn step(project: &Project) -> Result<Step> {
    let top = top(&project.root);
    let path = top.join(FILE);
    let folders: Vec<String> =
        project.revisions().iter().map(|folder| pattern(&slashed(folder, top))).collect();
    let entry = |indent: &str| {
        [
            "- repo: local",
            "  hooks:",
            "    - id: rectify-check",
            "      name: rectify check",
            "      entry: rectify check",
            "      language: system",
            "      types: [python]",
            &format!("      files: '^({})'", folders.join("|")),
            "      require_serial: true",
        ]
        .map(|line| format!("{indent}{line}\n"))
        .concat()
    };
    let Some(before) = text_of(&path)? else {
        return Ok(Step::Write { path, before: None, after: format!("repos:\n{}", entry("  ")) });
    };
    if before.split('\n').any(|line| line.trim_start_matches(['-', ' ']).starts_with("id: rectify")) {
        return Ok(Step::Already { path, what: "has the hook" });
    }
    let by_hand = || Step::ByHand {
        path: path.clone(),
        why: format!("its `repos` are no plain list; add\n{}", entry("  ").trim_end()),
    };
    let Some(place) = Place::find(&before) else { return Ok(by_hand()) };
    let mut text = entry(&place.indent);
    if before.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    let gap = if before[..place.at].ends_with('\n') { "" } else { "\n" };
    let after = format!("{}{gap}{text}{}", &before[..place.at], &before[place.at..]);
    Ok(Step::Write { path, before: Some(before), after })
}

/// Where an entry goes: behind the last line of the list `repos`, indented as its members are.
struct Place {
    at: usize,
    indent: String,
}

impl Place {
    fn find(text: &str) -> Option<Self> {
        let mut at = 0;
        let mut place: Option<Self> = None;
        let mut inside = false;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let plain = line.trim_end();
            let body = plain.trim_start();
            if body.is_empty() || body.starts_with('#') {
                continue;
            }
            let is_top = !plain.starts_with([' ', '-']);
            if is_top && inside {
                break;
            }
            if is_top {
                let value = plain.strip_prefix("repos:").map(|value| value.split('#').next().unwrap_or(""));
                inside = value.is_some_and(|value| value.trim().is_empty());
            } else if inside {
                let indent = match &place {
                    Some(place) => place.indent.clone(),
                    None => plain[..plain.len() - body.len()].to_owned(),
                };
                place = Some(Self { at: start + line.len(), indent });
            }
        }
        place
    }
}

/// The top of the git repository that `root` is in, where pre-commit looks; else `root` itself.
fn top(root: &Path) -> &Path {
    root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root)
}

/// A folder as a regular expression for what is in it.
fn pattern(folder: &str) -> String {
    let mut text = String::new();
    for c in folder.chars() {
        if ".^$*+?()[]{}|\\".contains(c) {
            text.push('\\');
        }
        // A quote within quotes of YAML's.
        if c == '\'' {
            text.push('\'');
        }
        text.push(c);
    }
    text.push('/');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_behind_the_last_repository() {
        let text = "repos:\n- repo: a\n  hooks:\n  - id: x\n\n# end\nfail_fast: true\n";
        let place = Place::find(text).unwrap();
        assert_eq!(
            (&text[..place.at], place.indent.as_str()),
            ("repos:\n- repo: a\n  hooks:\n  - id: x\n", "")
        );
        assert_eq!(Place::find("exclude: x\nrepos: # all\n  - repo: a").unwrap().indent, "  ");
        assert!(Place::find("repos: []\n").is_none());
        assert!(Place::find("fail_fast: true\n").is_none());
    }

    #[test]
    fn folders_become_patterns() {
        assert_eq!(pattern("a.b/it's"), "a\\.b/it''s/");
    }
}
