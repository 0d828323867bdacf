//! Runs the oracle harness of `tests/oracle`: rewritten revisions on a real Postgres.

#[path = "support/environment.rs"]
mod environment;

use std::sync::{Mutex, PoisonError};

use environment::python;

/// One run at a time: each of them already keeps two cores busy.
static MACHINE: Mutex<()> = Mutex::new(());

#[test]
fn stack_2_0() {
    oracle("2.0", &["run", "--rectify", env!("CARGO_BIN_EXE_rectify"), "--stack", "2.0"]);
}

#[test]
fn stack_2_1() {
    oracle("2.1", &["run", "--rectify", env!("CARGO_BIN_EXE_rectify"), "--stack", "2.1"]);
}

#[test]
fn mutations_are_caught() {
    oracle("2.1", &["mutations", "--stack", "2.1"]);
}

#[test]
fn casts_are_those_of_postgres() {
    oracle("2.1", &["casts", "--rectify", env!("CARGO_BIN_EXE_rectify"), "--stack", "2.1"]);
}

/// Runs the harness with the Python of `stack` and requires that it succeeds.
fn oracle(stack: &str, arguments: &[&str]) {
    let _one = MACHINE.lock().unwrap_or_else(PoisonError::into_inner);
    let status = python(stack)
        .args(["-m", "oracle"])
        .args(arguments)
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "oracle {}: {status}", arguments.join(" "));
}
