//! What holds of any input: nothing panics, a fix is proved, stays, and touches nothing but its edits.
//!
//! `PROPTEST_CASES=20000 cargo test --release --test properties` runs it long. Inputs that once failed
//! are in `tests/properties/found`.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "properties/corpus.rs"]
mod corpus;
#[path = "support/environment.rs"]
mod environment;
#[path = "properties/grammar.rs"]
mod grammar;
#[path = "properties/holds.rs"]
mod holds;
#[path = "properties/mutate.rs"]
mod mutate;
#[path = "properties/server.rs"]
mod server;
#[path = "properties/survey.rs"]
mod survey;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};
use rectify::edit::Rewrite;
use rectify::plan::{ColumnOrder, CreateExtension, Options};

use holds::holds;

/// As many random cases as `PROPTEST_CASES` says; else `cases`, the same in every run, so that a change is
/// judged by what it changed.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_123) },
        max_shrink_iters: 20_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/properties/proptest-regressions.txt"
        )))),
        ..ProptestConfig::default()
    }
}

/// Options other than the default ones.
fn options() -> impl Strategy<Value = Options> {
    let rewrites =
        vec![None, Some(Rewrite::Sql), Some(Rewrite::Type), Some(Rewrite::Define), Some(Rewrite::Import)];
    let orders = vec![ColumnOrder::Auto, ColumnOrder::Append, ColumnOrder::Keep];
    let extensions = vec![CreateExtension::WhenMissing, CreateExtension::Never];
    (
        any::<(bool, bool, bool)>(),
        prop::sample::select(rewrites),
        prop::sample::select(orders),
        prop::sample::select(extensions),
    )
        .prop_map(|((freeze, comments, schema), rewrite, column_order, create_extension)| Options {
            freeze,
            comments,
            rewrite,
            column_order,
            create_extension,
            extension_schema: schema.then(|| "extensions".to_owned()),
            ..Options::default()
        })
}

#[test]
fn the_corpus() {
    for (name, bytes) in corpus::files() {
        if let Err(error) = holds(bytes.clone(), &Options::default()) {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn inputs_that_once_failed() {
    let rewrites =
        [None, Some(Rewrite::Sql), Some(Rewrite::Type), Some(Rewrite::Define), Some(Rewrite::Import)];
    let mut failures = Vec::new();
    for (name, bytes) in corpus::found() {
        for (freeze, rewrite) in [false, true].into_iter().flat_map(|freeze| rewrites.map(|it| (freeze, it)))
        {
            for extension_schema in [None, Some("extensions".to_owned())] {
                let options = Options { freeze, rewrite, extension_schema, ..Options::default() };
                if let Err(error) = holds(bytes.clone(), &options) {
                    failures.push(format!("{name}, {options:?}: {error}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        holds(bytes, &Options::default())?;
    }

    #[test]
    fn random_text_in_a_revision(text in mutate::soup()) {
        holds(mutate::in_revision(&text).into_bytes(), &Options::default())?;
    }
}

proptest! {
    #![proptest_config(config(768))]

    #[test]
    fn mutated_revisions(mutant in mutate::mutant()) {
        holds(mutant.bytes(), &Options::default())?;
    }
}

proptest! {
    #![proptest_config(config(384))]

    #[test]
    fn assembled_revisions(revision in grammar::revision()) {
        holds(revision.into_bytes(), &Options::default())?;
    }

    #[test]
    fn assembled_revisions_under_options(revision in grammar::revision(), options in options()) {
        holds(revision.into_bytes(), &options)?;
    }
}
