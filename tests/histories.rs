//! Random histories: what an upgrade does, its downgrade takes back, in the schema model and in Postgres.
//!
//! `PROPTEST_CASES=5000 cargo test --test histories` runs it long.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "support/environment.rs"]
mod environment;
#[path = "histories/maker.rs"]
mod maker;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use rectify::rules::RuleSet;
use rectify::schema::{Environment, History, Schema, Told};

use environment::python;
use maker::{Choice, history};

/// How many of the histories run on Postgres, too.
const SAMPLE: usize = 2;

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_124) },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn choices(most: usize) -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec(any::<Choice>(), most / 2..most)
}

/// Takes every revision up and back, and at last all of them.
fn returns(files: &[(PathBuf, Arc<str>)]) -> Result<(), TestCaseError> {
    let history = History::read(files, &RuleSet::default(), Environment::default(), &|_| Told::default());
    prop_assert_eq!(history.graph().problems(), &[]);
    let ids: Vec<&str> = history.graph().order().map(|node| node.id.as_str()).collect();
    prop_assert_eq!(ids.len(), files.len());
    let mut schemas = vec![Schema::default()];
    for id in &ids {
        let before = &schemas[schemas.len() - 1];
        let after = history.after(before.clone(), id);
        prop_assert!(after.all_taints().is_empty(), "{}: {:?}", id, after.all_taints());
        let back = history.taken_back(after.clone(), id);
        prop_assert_eq!(before.differences(&back), Vec::<String>::new(), "{}", id);
        prop_assert_eq!(before, &back, "{}", id);
        schemas.push(after);
    }
    let mut schema = schemas[schemas.len() - 1].clone();
    for (id, before) in ids.iter().zip(&schemas).rev() {
        schema = history.taken_back(schema, id);
        prop_assert_eq!(&schema, before, "{}", id);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn a_downgrade_takes_its_upgrade_back(choices in choices(60)) {
        returns(&history(&choices))?;
    }
}

/// A downgrade that leaves something behind shows.
#[test]
fn a_downgrade_that_forgets_is_noticed() {
    let mut files = history(&[(1, 0, 2, 1), (3, 0, 0, 0)]);
    assert!(returns(&files).is_ok());
    let (_, text) = files.last_mut().unwrap();
    let (kept, _) = text.split_once("def downgrade").unwrap();
    *text = format!("{kept}def downgrade():\n    pass\n").into();
    assert!(returns(&files).is_err());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "scratch files")]
fn postgres_agrees_on_a_sample() {
    let mut runner = TestRunner::new(config(1));
    let root = tempfile::tempdir().unwrap();
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/template/env.py");
    for number in 0..SAMPLE {
        let project = root.path().join(number.to_string());
        fs::create_dir_all(project.join("versions")).unwrap();
        fs::copy(&template, project.join("env.py")).unwrap();
        let files = history(&choices(50).new_tree(&mut runner).unwrap().current());
        assert!(files.len() > 20, "{} revisions", files.len());
        for (path, text) in files {
            fs::write(project.join("versions").join(path), &*text).unwrap();
        }
    }
    let status = python("2.1")
        .args([
            "-m",
            "schema",
            "--rectify",
            env!("CARGO_BIN_EXE_rectify"),
            "--most-taints",
            "0",
            "--projects",
        ])
        .arg(root.path())
        .status()
        .unwrap();
    assert!(status.success(), "schema: {status}");
}
