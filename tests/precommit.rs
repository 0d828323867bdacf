//! Runs `tests/precommit`: the real pre-commit installs and runs the hooks of this repository.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn the_hooks_check_and_mend_what_is_committed() {
    let status = python("tools")
        .args(["-m", "precommit", env!("CARGO_BIN_EXE_rectify")])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "precommit: {status}");
}
