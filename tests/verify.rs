//! Runs `tests/verify`: `rectify verify` on small projects, on each kind of server, and ended in its midst.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn projects_are_proved() {
    // One case runs in it.
    drop(python("projects"));
    let status = python("2.1")
        .args(["-m", "verify", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "verify: {status}");
}
