//! The package, its changelog and its licences agree.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_newest_version_of_the_changelog_is_the_packages() {
    let text = read("CHANGELOG.md");
    let mut headings = text.split('\n').filter_map(|line| line.strip_prefix("## ["));
    assert_eq!(headings.next(), Some("Unreleased]"));
    let (version, date) = headings.next().and_then(|heading| heading.split_once("] - ")).unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let digits: Vec<usize> = date.split('-').map(str::len).collect();
    assert_eq!(digits, [4, 2, 2], "{date}");
}

#[test]
fn the_licences_are_there_and_named() {
    assert_eq!(env!("CARGO_PKG_LICENSE"), "MIT OR Apache-2.0");
    assert!(read("LICENSE-MIT").starts_with("MIT License\n"));
    assert!(read("LICENSE-APACHE").contains("Apache License\n                           Version 2.0"));
    assert!(read("README.md").contains("[MIT](LICENSE-MIT) or [Apache-2.0](LICENSE-APACHE)"));
}

#[test]
fn the_python_package_has_the_version_of_the_crate() {
    let text = read("pyproject.toml");
    let version = format!("\nversion = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version), "pyproject.toml lacks {version}");
}
