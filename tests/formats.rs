//! The reports for programs: `tests/formats` checks them against schemas, and makes the fixes they hold.

#[path = "support/environment.rs"]
mod environment;

use std::fs;
use std::path::Path;

use environment::python;

#[test]
fn schemas_take_the_reports_and_their_fixes_are_those_of_the_program() {
    let status = python("tools").args(["-m", "formats", env!("CARGO_BIN_EXE_rectify")]).status().unwrap();
    assert!(status.success(), "formats: {status}");
}

#[test]
fn the_schema_of_the_report_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let wanted = rectify::cli::report_schema();
    if std::env::var_os("UPDATE").is_some() {
        #[expect(clippy::disallowed_methods, reason = "the file is under version control")]
        fs::write(&path, &wanted).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == wanted, "docs/report.schema.json is stale; run the tests with UPDATE=1");
}
