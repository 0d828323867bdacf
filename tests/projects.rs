//! Runs `tests/projects`: real projects that grow by autogenerate, are frozen, and run without their packages.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn projects() {
    // Made here as well: the driver runs frozen revisions in it.
    drop(python("bare"));
    let status = python("projects")
        .args(["-m", "projects", "--rectify", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "projects: {status}");
}
