//! Holds what `rectify schema` says against a real Postgres, revision by revision (`tests/schema`).

#[path = "support/environment.rs"]
mod environment;

use std::sync::{Mutex, PoisonError};

use environment::python;

/// One run at a time: each of them already keeps two cores busy.
static MACHINE: Mutex<()> = Mutex::new(());
/// How much the cases may leave unknown: each is dynamic code, or a type that no rule knows.
const MOST_UNKNOWN: &str = "240";

#[test]
fn the_cases_of_the_oracle_are_as_the_model_says() {
    prove(&["--most-taints", MOST_UNKNOWN]);
}

#[test]
fn a_long_chain_is_as_the_model_says() {
    prove(&["--chain", "1", "--length", "200", "--most-taints", "0"]);
}

/// Runs the proof and requires that it succeeds.
fn prove(arguments: &[&str]) {
    let _one = MACHINE.lock().unwrap_or_else(PoisonError::into_inner);
    let status = python("2.1")
        .args(["-m", "schema", "--rectify", env!("CARGO_BIN_EXE_rectify")])
        .args(arguments)
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "schema {}: {status}", arguments.join(" "));
}
