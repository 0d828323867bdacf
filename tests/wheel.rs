//! Runs `tests/wheel`: the Python package, and Alembic's hooks of every kind that start it.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn the_wheel_gives_the_command_to_every_kind_of_hook() {
    let status = python("2.1")
        .args(["-m", "wheel", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "wheel: {status}");
}
