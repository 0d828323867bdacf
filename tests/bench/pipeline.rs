//! What a revision costs, and what two thousand do.
//!
//! `cargo bench --bench pipeline`

#![expect(clippy::unwrap_used, reason = "a benchmark stops at what it did not expect")]

#[path = "revisions.rs"]
mod revisions;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rectify::engine;
use rectify::plan::{Alone, Options, plan};
use rectify::python::parse;
use rectify::revision::Revision;
use rectify::rules::RuleSet;
use rectify::source::SourceFile;

/// A revision that two rewrites go into.
const ONE: &str = include_str!("../oracle/cases/create_table/two_columns/before/0001_create_item.py");

fn one_file(criterion: &mut Criterion) {
    let rules = RuleSet::shipped();
    let options = Options::default();
    let file = SourceFile::from_text("versions/one.py", ONE);
    let module = parse(&file).unwrap();
    let revision = Revision::read(&file, &module).unwrap();
    let mut group = criterion.benchmark_group("one file");
    group.throughput(Throughput::Bytes(ONE.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| parse(black_box(&file))));
    group.bench_function("read", |bencher| bencher.iter(|| Revision::read(&file, black_box(&module))));
    group.bench_function("plan", |bencher| {
        bencher.iter(|| plan(black_box(&revision), &rules, &options, &Alone));
    });
    group.bench_function("whole engine", |bencher| {
        bencher.iter(|| engine::run(black_box(file.clone()), &rules, &options, &Alone));
    });
    group.finish();
}

fn many_files(criterion: &mut Criterion) {
    let rules = RuleSet::shipped();
    let options = Options::default();
    let files: Vec<SourceFile> = revisions::revisions(2000)
        .into_iter()
        .map(|(name, text)| SourceFile::from_text(name, text))
        .collect();
    let mut group = criterion.benchmark_group("2,000 files");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.throughput(Throughput::Bytes(files.iter().map(|file| u64::from(file.len())).sum()));
    group.bench_function("whole engine, one thread", |bencher| {
        bencher.iter(|| {
            for file in &files {
                black_box(engine::run(file.clone(), &rules, &options, &Alone));
            }
        });
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("load the shipped rules", |bencher| bencher.iter(RuleSet::shipped));
}

criterion_group!(benches, one_file, many_files, start);
criterion_main!(benches);
