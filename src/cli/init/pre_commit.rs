//! The entry for pre-commit.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{Project, Step, slashed, text_of};
use crate::rules::read_other;

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
    Ok(match with_entry(&before, entry) {
        Ok(Some(after)) => Step::Write { path, before: Some(before), after },
        Ok(None) => Step::Already { path, what: "has the hook" },
        Err(why) => Step::ByHand { path, why: format!("{why}; add\n{}", entry("  ").trim_end()) },
    })
}

/// The text of a configuration with one more repository, `entry` at an indentation; nothing if it has one of
/// our hooks already.
///
/// # Errors
/// With the reason why it has to be done by hand.
fn with_entry(before: &str, entry: impl Fn(&str) -> String) -> Result<Option<String>, &'static str> {
    let document: Value = read_other(before).ok_or("it is no YAML that can be read")?;
    if hooks(&document).any(|id| id.starts_with("rectify")) {
        return Ok(None);
    }
    let no_list = "its `repos` are no plain list";
    let ending = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let (at, text) = match Place::find(before) {
        Some(place) => (place.at, entry(&place.indent)),
        None if document.is_null() => (before.len(), format!("repos:\n{}", entry("  "))),
        None => return Err(no_list),
    };
    let (head, tail) = before.split_at(at);
    let gap = if head.is_empty() || head.ends_with('\n') { "" } else { ending };
    let after = format!("{head}{gap}{}{tail}", text.replace('\n', ending));
    // A text or a list over several lines may hide the end of the list from who looks at lines alone.
    let wanted = appended(document, read_other(&entry("")));
    if wanted.is_some() && read_other(&after) == wanted { Ok(Some(after)) } else { Err(no_list) }
}

/// The identifiers of every hook of a configuration.
fn hooks(document: &Value) -> impl Iterator<Item = &str> {
    let repositories = document["repos"].as_array().into_iter().flatten();
    let hooks = repositories.filter_map(|repository| repository["hooks"].as_array()).flatten();
    hooks.filter_map(|hook| hook["id"].as_str())
}

/// A configuration with the repositories of another list too; nothing if either is of another shape.
fn appended(mut document: Value, list: Option<Value>) -> Option<Value> {
    if document.is_null() {
        document = serde_json::json!({"repos": []});
    }
    let more = list?.as_array()?.clone();
    document.get_mut("repos")?.as_array_mut()?.extend(more);
    Some(document)
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
            if body.starts_with('#') {
                // A comment that is indented as what is in a repository belongs to the last one.
                let indent = plain.len() - body.len();
                if let Some(place) = place.as_mut().filter(|place| inside && indent > place.indent.len()) {
                    place.at = at;
                }
                continue;
            }
            if body.is_empty() {
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
                let indent = match place {
                    Some(place) => place.indent,
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
        let text = "repos:\n  - repo: a\n    hooks: []\n    # of a\n\n  # of what follows\n";
        assert!(text[..Place::find(text).unwrap().at].ends_with("# of a\n"));
        assert_eq!(Place::find("exclude: x\nrepos: # all\n  - repo: a").unwrap().indent, "  ");
        assert!(Place::find("repos: []\n").is_none());
        assert!(Place::find("fail_fast: true\n").is_none());
    }

    fn edited(before: &str) -> Result<Option<String>, &'static str> {
        with_entry(before, |indent| {
            format!("{indent}- repo: local\n{indent}  hooks: [{{id: rectify-check}}]\n")
        })
    }

    #[test]
    fn every_byte_of_the_file_stays() {
        for (before, more) in [
            (
                "repos:\n  - repo: a # b\n    hooks: [{id: x}]",
                "\n  - repo: local\n    hooks: [{id: rectify-check}]\n",
            ),
            (
                "repos:\r\n- repo: a\r\n  hooks:\r\n  - id: x",
                "\r\n- repo: local\r\n  hooks: [{id: rectify-check}]\r\n",
            ),
            ("", "repos:\n  - repo: local\n    hooks: [{id: rectify-check}]\n"),
            ("# nothing yet\n", "repos:\n  - repo: local\n    hooks: [{id: rectify-check}]\n"),
        ] {
            assert_eq!(edited(before), Ok(Some(format!("{before}{more}"))));
        }
    }

    #[test]
    fn a_hook_of_ours_counts_however_it_is_written() {
        for hook in ["{id: rectify-fix, name: x}", "{\"id\": \"rectify-check\"}"] {
            assert_eq!(edited(&format!("repos:\n- repo: a\n  hooks: [{hook}]\n")), Ok(None));
        }
    }

    #[test]
    fn a_list_that_lines_do_not_show_is_left_to_people() {
        for before in [
            "repos: []\n",
            "repos:\n",
            "repos:\n  [\n    {repo: a, hooks: [{id: b}]},\n  ]\n",
            "repos:\n  - repo: a\n    hooks:\n      - id: x\n        name: \"a\nb: c\"\n",
            "repos:\n  - repo: a\n    name: broken: yaml\n",
            "{\"repos\": []}\n",
        ] {
            assert!(edited(before).is_err(), "{before}");
        }
    }

    #[test]
    fn folders_become_patterns() {
        assert_eq!(pattern("a.b/it's"), "a\\.b/it''s/");
    }
}
