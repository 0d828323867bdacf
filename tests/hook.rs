//! Runs `tests/hook`: real `alembic revision --autogenerate` with rectify as its post-write hook.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn stack_2_0() {
    hook("2.0");
}

#[test]
fn stack_2_1() {
    hook("2.1");
}

/// Makes revisions in the environment `stack` and runs them as they come out.
fn hook(stack: &str) {
    let status = python(stack)
        .args(["-m", "hook", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "hook on {stack}: {status}");
}
