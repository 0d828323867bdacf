//! Runs the harness of `tests/autogenerate`: what real autogenerate writes, mended and run on a real Postgres.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn stack_2_0() {
    autogenerate("2.0");
}

#[test]
fn stack_2_1() {
    autogenerate("2.1");
}

/// Generates, mends and runs the revisions of every pack in the environment `stack`.
fn autogenerate(stack: &str) {
    let status = python(stack)
        .args(["-m", "autogenerate", "--stack", stack, "--rectify", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "autogenerate on {stack}: {status}");
}
