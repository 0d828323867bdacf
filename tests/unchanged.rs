//! Files that must stay byte for byte as they are, with exactly the findings that their sidecar names.

#![expect(clippy::unwrap_used, reason = "a test's own files")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// `code:line`, notes left out.
    findings: Vec<String>,
    /// The exit code of `rectify fix`.
    exit: i32,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "it is for the reader of the case")]
    why: String,
}

fn cases(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            into.push(path);
        }
    }
}

/// What is wrong with a case, if anything.
fn failure(path: &Path) -> Option<String> {
    let expected: Expected =
        toml::from_str(&fs::read_to_string(path.with_extension("toml")).unwrap()).unwrap();
    let before = fs::read(path).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let name = path.file_name().unwrap();
    let copy = scratch.path().join(name);
    fs::copy(path, &copy).unwrap();
    let run = |command: &str, more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_rectify"))
            .current_dir(scratch.path())
            .arg(command)
            .arg(name)
            .args(&expected.args)
            .args(more)
            .output()
            .unwrap()
    };
    let check = run("check", &["--output-format", "json"]);
    let fix = run("fix", &[]);
    let mut problems = Vec::new();
    if fs::read(&copy).unwrap() != before {
        problems.push("the file was changed".to_owned());
    }
    if fix.status.code() != Some(expected.exit) {
        problems.push(format!("exit code {:?}, expected {}", fix.status.code(), expected.exit));
    }
    let mut findings = support::findings(&check.stdout);
    let mut wanted = expected.findings.clone();
    findings.sort();
    wanted.sort();
    if findings != wanted {
        problems.push(format!("findings {findings:?}, expected {:?}", expected.findings));
    }
    (!problems.is_empty()).then(|| {
        let output = String::from_utf8(fix.stderr).unwrap();
        format!("{}: {}\n{output}", path.display(), problems.join("; "))
    })
}

#[test]
fn nothing_is_touched_without_need() {
    let mut paths = Vec::new();
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unchanged"), &mut paths);
    paths.sort();
    assert!(paths.len() >= 100, "only {} cases were found", paths.len());
    let failures: Vec<String> = paths.iter().filter_map(|path| failure(path)).collect();
    assert!(
        failures.is_empty(),
        "{} of {} cases failed:\n{}",
        failures.len(),
        paths.len(),
        failures.join("\n")
    );
}
