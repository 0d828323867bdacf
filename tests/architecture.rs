//! The layers of the crate (docs: design, "Layers"): a module imports only from those above it in the list.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the deepest to the outermost.
const LAYERS: &[&str] = &[
    "source",
    "edit",
    "diagnostic",
    "python",
    "sql",
    "revision",
    "project",
    "rules",
    "infer",
    "models",
    "schema",
    "plan",
    "engine",
    "config",
    "discover",
    "write",
    "verify",
    "report",
    "cli",
    "main",
];
const MOST_LINES: usize = 400;

struct File {
    path: PathBuf,
    text: String,
}

impl File {
    /// The layer that the file belongs to: its first path component below `src`.
    fn layer(&self) -> &str {
        let first = self.path.components().next().unwrap().as_os_str().to_str().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines of code, without comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.split('\n').enumerate().map(|(at, line)| (at + 1, line.trim()));
        lines.filter(|(_, line)| !line.starts_with("//"))
    }

    fn is(&self, path: &str) -> bool {
        self.path == Path::new(path)
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 10, "the sources are found");
    files
}

fn read(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push(File { path: path.strip_prefix(root).unwrap().to_owned(), text });
        }
    }
}

/// The modules of the crate that `text` names: `crate::x`, and each `x` of `use crate::{x, y::z}`.
fn modules_named(text: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    for (at, prefix) in text.match_indices("crate::") {
        // `$crate`, `other_crate::`
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => modules.extend(first_names(group)),
            None => modules.extend(leading_name(rest)),
        }
    }
    modules
}

/// The first name of each member of a group, up to the brace that closes it.
fn first_names(group: &str) -> Vec<&str> {
    let mut names: Vec<&str> = leading_name(group.trim_start()).into_iter().collect();
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(leading_name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn leading_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

fn offences(offends: impl Fn(&File) -> Vec<String>) {
    let offences: Vec<String> = sources()
        .iter()
        .flat_map(|file| {
            let place = file.path.display().to_string();
            offends(file).into_iter().map(move |what| format!("src/{place}: {what}"))
        })
        .collect();
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn imports_point_one_way() {
    offences(|file| {
        if file.is("lib.rs") {
            return Vec::new();
        }
        let Some(own) = LAYERS.iter().position(|layer| *layer == file.layer()) else {
            return vec![format!("the layer `{}` is not in the list", file.layer())];
        };
        let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
        let code = code.join("\n");
        let named = modules_named(&code);
        let upward = named
            .into_iter()
            .filter(|name| LAYERS.iter().position(|layer| layer == name).is_some_and(|layer| layer > own));
        upward.map(|name| format!("`{}` may not use `{name}`, which stands above it", file.layer())).collect()
    });
}

#[test]
fn files_stay_short() {
    offences(|file| {
        let lines = file.text.split('\n').count() - 1;
        if lines <= MOST_LINES {
            Vec::new()
        } else {
            vec![format!("{lines} lines; the limit is {MOST_LINES}")]
        }
    });
}

#[test]
fn only_report_and_cli_speak() {
    const SPEECH: &[&str] = &["println!", "print!", "io::stdout", "io::stderr", "dbg!", "process::exit"];
    offences(|file| {
        if ["report", "cli"].contains(&file.layer()) {
            return Vec::new();
        }
        found(file, SPEECH)
    });
}

#[test]
fn only_the_edge_touches_the_world() {
    const WORLD: &[&str] = &["std::fs", "fs::read", "std::env", "env::var", "process::Command"];
    offences(|file| {
        if ["config", "discover", "write", "verify", "cli"].contains(&file.layer()) {
            return Vec::new();
        }
        found(file, WORLD)
    });
}

#[test]
fn libraries_stay_behind_their_doors() {
    offences(|file| {
        let mut offences = Vec::new();
        if file.layer() != "python" {
            offences.extend(found(file, &["ruff_"]));
        }
        if file.layer() != "sql" {
            offences.extend(found(file, &["squawk_"]));
        }
        if !file.is("rules/load.rs") {
            offences.extend(found(file, &["serde_saphyr"]));
        }
        if !["config", "cli"].contains(&file.layer()) {
            offences.extend(found(file, &["toml::"]));
        }
        if file.layer() != "cli" {
            offences.extend(found(file, &["anyhow"]));
        }
        offences
    });
}

fn found(file: &File, texts: &[&str]) -> Vec<String> {
    let lines = file.code();
    lines
        .flat_map(|(number, line)| {
            texts
                .iter()
                .filter(move |text| line.contains(**text))
                .map(move |text| format!("line {number} holds `{text}`"))
        })
        .collect()
}

#[test]
fn names_of_modules_are_found_in_every_form() {
    let text =
        "use crate::plan::{A, B};\nuse crate::{source::Span, rules::{x, y}, edit};\nlet x = crate::sql::f();";
    assert_eq!(modules_named(text), ["plan", "source", "rules", "edit", "sql"]);
}
