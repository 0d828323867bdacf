//! The report as SARIF 2.1.0, with the fixes.

use serde::Serialize;

use super::name;
use super::run::{Place, Run, region};
use crate::diagnostic::Code;
use crate::edit::Fix;
use crate::source::{SourceFile, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Analysis<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Analysis<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    help: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "rectify/v1")]
    first: String,
}

#[derive(Serialize)]
struct Properties<'a> {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair {
    description: Text,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// The log of a run, with a final line ending.
pub(super) fn document(run: &Run<'_>) -> String {
    let places = run.places();
    let codes: Vec<Code> =
        Code::ALL.iter().copied().filter(|code| places.iter().any(|at| at.finding.code == *code)).collect();
    let notifications: Vec<Notification> =
        run.failures().map(|(path, why)| notification(&path, why)).collect();
    let analysis = Analysis {
        tool: Tool {
            driver: Driver {
                name: "Rectify",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().copied().map(descriptor).collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: notifications.is_empty(),
            tool_execution_notifications: notifications,
        }],
        column_kind: "unicodeCodePoints",
        results: places.iter().map(|place| found(place, &codes)).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [analysis] };
    // Strings and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn descriptor(code: Code) -> Descriptor {
    Descriptor { id: code.as_str(), short_description: plain(code.what()), help: plain(code.why()) }
}

fn notification(path: &str, why: &str) -> Notification {
    let physical_location = Physical { artifact_location: artifact(path), region: None };
    Notification { level: "error", message: plain(why), locations: [Location { physical_location }] }
}

fn found<'a>(place: &Place<'a>, codes: &[Code]) -> Found<'a> {
    let finding = place.finding;
    let physical_location =
        Physical { artifact_location: artifact(&place.path), region: Some(part(place.file, finding.span)) };
    Found {
        rule_id: finding.code.as_str(),
        rule_index: codes.iter().position(|code| *code == finding.code).unwrap_or_default(),
        level: finding.severity.as_str(),
        message: plain(&finding.message),
        locations: [Location { physical_location }],
        partial_fingerprints: Fingerprints { first: place.fingerprint.clone() },
        fixes: finding.fix.iter().map(|fix| repair(place, fix)).collect(),
        properties: Properties {
            name: name(finding),
            rule: finding.rule.as_deref(),
            reason: finding.reason.as_deref(),
            help: finding.help.as_deref(),
            source: finding.source.as_deref(),
        },
    }
}

fn repair(place: &Place<'_>, fix: &Fix) -> Repair {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: part(place.file, edit.span),
        inserted_content: plain(&edit.text),
    });
    let change = Change { artifact_location: artifact(&place.path), replacements: replacements.collect() };
    Repair { description: plain(&fix.title), artifact_changes: [change] }
}

fn part(file: &SourceFile, span: Span) -> Region {
    let [start_line, start_column, end_line, end_column] = region(file, span);
    Region { start_line, start_column, end_line, end_column }
}

fn plain(text: &str) -> Text {
    Text { text: text.to_owned() }
}

/// The path as a URI: what may not stand in one is escaped by its bytes in UTF-8.
fn artifact(path: &str) -> Artifact {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    Artifact { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(artifact("a b/é.py").uri, "a%20b/%C3%A9.py");
        assert_eq!(artifact("/x:y").uri, "file:///x%3Ay");
    }
}
