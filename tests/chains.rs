//! Runs `tests/chains`: long histories made at random by real autogenerate, mended, and proved on Postgres.

#[path = "support/environment.rs"]
mod environment;

use environment::python;

/// The revisions of one chain.
const LENGTH: &str = "25";

#[test]
fn five_hundred_revisions() {
    chains("1", "20");
}

#[test]
#[ignore = "takes hours: ten thousand revisions"]
fn ten_thousand_revisions() {
    chains("1000", "400");
}

/// Proves so many chains from a seed on, and requires that none is wrong.
fn chains(seed: &str, count: &str) {
    let status = python("2.1")
        .args(["-m", "chains", "--rectify", env!("CARGO_BIN_EXE_rectify")])
        .args(["--seed", seed, "--chains", count, "--length", LENGTH])
        .status()
        .expect("the environment's Python starts");
    assert!(status.success(), "chains: {status}");
}
