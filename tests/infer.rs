//! Runs the harness of `tests/infer`: what is learnt from a project's own types, against what SQLAlchemy makes of them.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

#[test]
fn the_truth_on_stack_2_0() {
    infer("2.0", &["truth"]);
}

#[test]
fn the_truth_on_stack_2_1() {
    infer("2.1", &["truth"]);
}

#[test]
fn what_is_learnt_is_true_on_stack_2_0() {
    infer("2.0", &["compare", "--rectify", env!("CARGO_BIN_EXE_rectify")]);
}

#[test]
fn what_is_learnt_is_true_on_stack_2_1() {
    infer("2.1", &["compare", "--rectify", env!("CARGO_BIN_EXE_rectify")]);
}

#[test]
fn what_python_is_asked_is_true() {
    infer("2.1", &["compare", "--python", "--rectify", env!("CARGO_BIN_EXE_rectify")]);
}

#[test]
fn the_readme_lists_every_shape() {
    infer("2.1", &["table"]);
}

/// Runs the harness with the Python of `stack` and requires that it succeeds.
fn infer(stack: &str, arguments: &[&str]) {
    let status = python(stack)
        .args(["-m", "infer"])
        .args(arguments)
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "infer {}: {status}", arguments.join(" "));
}
