//! What the crate is built from: licences that go with its own, crates.io alone, and no crate twice but
//! those that are named here. `cargo metadata` tells; known weaknesses are told by an advisory database,
//! which this does not ask.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::process::Command;

use serde_json::Value;

const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// Crates of which the command has two versions, since others depend on them so.
const TWICE: &[&str] = &["getrandom", "hashbrown", "rand_core", "rustc-hash", "syn"];

/// The packages that the command is built from, those for its tests left out.
fn packages() -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--format-version", "1", "--manifest-path"]);
    let output = cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).output().unwrap();
    assert!(output.status.success(), "{}", output.stderr.escape_ascii());
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let nodes: HashMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let mut open = vec![text(&metadata["resolve"]["root"])];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id.clone()) {
            let is_built =
                |dependency: &Value| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
            let needed = list(&nodes[&id]["deps"]).into_iter().filter(is_built);
            open.extend(needed.map(|dependency| text(&dependency["pkg"])));
        }
    }
    assert!(seen.len() > 50, "the dependencies are found");
    list(&metadata["packages"]).into_iter().filter(|package| seen.contains(&text(&package["id"]))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Whether a licence expression leaves a choice that goes: `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn goes(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let parts = |joint: &str| -> Vec<String> {
        let (mut depth, mut parts) = (0_i32, vec![Vec::new()]);
        for word in expression.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
            depth += i32::from(word == "(") - i32::from(word == ")");
            if depth == 0 && word == joint {
                parts.push(Vec::new());
            } else {
                parts.last_mut().unwrap().push(word.to_owned());
            }
        }
        parts.into_iter().map(|words| words.join(" ")).collect()
    };
    for (joint, all) in [("OR", false), ("AND", true)] {
        let parts = parts(joint);
        if parts.len() > 1 {
            return if all {
                parts.iter().all(|part| goes(part))
            } else {
                parts.iter().any(|part| goes(part))
            };
        }
    }
    let inner = parts(" ").concat();
    match inner.strip_prefix("( ").and_then(|rest| rest.strip_suffix(" )")) {
        Some(inner) => goes(inner),
        None => LICENCES.contains(&inner.as_str()),
    }
}

#[test]
fn every_licence_goes_with_the_crates_own() {
    assert!(goes("(MIT OR Apache-2.0) AND Unicode-3.0") && goes("Unlicense/MIT") && goes("GPL-3.0 OR MIT"));
    assert!(!goes("GPL-3.0") && !goes("MIT AND LGPL-3.0") && !goes("(MIT OR Apache-2.0) AND GPL-2.0"));
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(goes(licence), "{}: {licence}", package["name"]);
    }
}

#[test]
fn everything_comes_from_the_registry() {
    for package in packages().iter().filter(|package| package["name"] != env!("CARGO_PKG_NAME")) {
        assert_eq!(package["source"], REGISTRY, "{}", package["name"]);
    }
}

#[test]
fn no_crate_is_there_twice_but_those_that_are_known() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(text(&package["name"])).or_default().insert(text(&package["version"]));
    }
    versions.retain(|_, versions| versions.len() > 1);
    let names: Vec<&str> = versions.keys().map(String::as_str).collect();
    assert_eq!(names, TWICE, "{versions:?}");
}
