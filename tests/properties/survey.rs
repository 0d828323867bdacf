//! Looks for every kind of failure instead of stopping at the first one.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test properties survey -- --ignored --nocapture`

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rectify::plan::Options;

use super::holds::holds;
use super::{config, grammar, mutate};

/// What went wrong, without what differs from input to input.
fn kind(bytes: &[u8], options: &Options) -> Option<String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| holds(bytes.to_vec(), options)));
    let message = match outcome {
        Ok(Ok(())) => return None,
        Ok(Err(error)) => error.to_string(),
        Err(panic) => panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_default(),
    };
    let line = message.split('\n').next().unwrap_or_default();
    let mut kind = String::new();
    for (at, part) in line.split('`').enumerate() {
        kind += if at % 2 == 0 { part } else { "…" };
    }
    Some(kind.chars().filter(|c| !c.is_ascii_digit()).take(160).collect())
}

/// Runs `cases` inputs; the smallest input found for each kind of failure.
#[expect(clippy::print_stdout, reason = "a survey says what it found")]
fn survey<S: Strategy>(cases: u32, strategy: &S, bytes: impl Fn(&S::Value) -> (Vec<u8>, Options)) -> usize {
    let mut runner = TestRunner::new(config(cases));
    let mut found: BTreeMap<String, (usize, Vec<u8>)> = BTreeMap::new();
    for _ in 0..config(cases).cases {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        let (mut smallest, options) = bytes(&tree.current());
        let Some(failure) = kind(&smallest, &options) else { continue };
        if let Some((count, _)) = found.get_mut(&failure) {
            *count += 1;
            continue;
        }
        let mut going = tree.simplify();
        for _ in 0..5_000 {
            if !going {
                break;
            }
            let (smaller, options) = bytes(&tree.current());
            going = if kind(&smaller, &options).as_ref() == Some(&failure) {
                smallest = smaller;
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        found.insert(failure, (1, smallest));
    }
    for (failure, (count, input)) in &found {
        println!("==== {count} times: {failure}\n{}\n", String::from_utf8(input.clone()).unwrap_or_default());
    }
    found.len()
}

#[test]
#[ignore = "a tool: run it by name"]
fn survey_of_assembled_revisions() {
    let revisions = grammar::revision();
    assert_eq!(survey(2000, &revisions, |text| (text.clone().into_bytes(), Options::default())), 0);
}

#[test]
#[ignore = "a tool: run it by name"]
fn survey_of_options() {
    let revisions = (grammar::revision(), super::options());
    assert_eq!(survey(2000, &revisions, |(text, options)| (text.clone().into_bytes(), options.clone())), 0);
}

#[test]
#[ignore = "a tool: run it by name"]
fn survey_of_mutants() {
    assert_eq!(survey(2000, &mutate::mutant(), |mutant| (mutant.bytes(), Options::default())), 0);
}

#[test]
#[ignore = "a tool: run it by name"]
fn survey_of_text() {
    let bytes = |text: &String| (mutate::in_revision(text).into_bytes(), Options::default());
    assert_eq!(survey(2000, &mutate::soup(), bytes), 0);
}
