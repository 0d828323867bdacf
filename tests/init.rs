//! Runs `tests/init`: `rectify init` on fresh and on used projects of Alembic and Flask-Migrate.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn projects_are_set_up() {
    let status = python("projects")
        .args(["-m", "init", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "init: {status}");
}
