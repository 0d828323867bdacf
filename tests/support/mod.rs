//! What several test files need.

use serde_json::Value;

/// `code:line` of every finding of a JSON report that is no note.
pub(crate) fn findings(json: &[u8]) -> Vec<String> {
    let Ok(report) = serde_json::from_slice::<Value>(json) else { return Vec::new() };
    let files = report["files"].as_array().cloned().unwrap_or_default();
    files
        .iter()
        .flat_map(|file| file["findings"].as_array().cloned().unwrap_or_default())
        .filter(|finding| finding["severity"] != "note")
        .map(|finding| format!("{}:{}", finding["code"].as_str().unwrap_or("?"), finding["line"]))
        .collect()
}
