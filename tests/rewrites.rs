//! Rewrites to the byte: layout, quotes, comments, imports. `<case>.py` becomes `<case>.fixed.py`.
//!
//! `UPDATE=1` writes what the engine makes of a case; read the difference before it is committed.

#![expect(clippy::unwrap_used, reason = "a test's own files")]

use std::fs;
use std::path::{Path, PathBuf};

use rectify::engine::{self, FileReport, Status};
use rectify::plan::{Alone, Options};
use rectify::rules::RuleSet;
use rectify::source::SourceFile;

fn cases(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "py")
            && path.file_stem().is_some_and(|stem| Path::new(stem).extension().is_none())
        {
            into.push(path);
        }
    }
}

fn run(path: &Path, bytes: Vec<u8>, rules: &RuleSet) -> FileReport {
    engine::run(SourceFile::decode(path, bytes).unwrap(), rules, &Options::default(), &Alone)
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn record(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

#[test]
fn every_case_becomes_what_stands_beside_it() {
    let rules = RuleSet::shipped();
    let mut paths = Vec::new();
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rewrites"), &mut paths);
    paths.sort();
    assert!(paths.len() >= 30, "only {} cases were found", paths.len());
    let mut failures = Vec::new();
    for path in paths {
        let report = run(&path, fs::read(&path).unwrap(), &rules);
        let Some(fixed) = report.fixed else {
            failures.push(format!("{}: not changed, {:?}", path.display(), report.status));
            continue;
        };
        let fixed = report.file.encode(&fixed);
        let beside = path.with_extension("fixed.py");
        if std::env::var_os("UPDATE").is_some() {
            record(&beside, &fixed);
        }
        if fs::read(&beside).unwrap_or_default() != fixed {
            failures.push(format!("{}:\n{}", path.display(), std::str::from_utf8(&fixed).unwrap()));
        }
        let again = run(&path, fixed, &rules);
        assert_eq!(again.status, Status::Unchanged, "{}: the second run changes it again", path.display());
    }
    assert!(failures.is_empty(), "{} cases failed:\n{}", failures.len(), failures.join("\n"));
}
