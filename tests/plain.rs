//! The quick look that passes over plain revisions never passes over one in which planning finds something.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "bench/revisions.rs"]
mod revisions;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use rectify::plan::{Alone, Options, plan};
use rectify::python::parse;
use rectify::revision::{Revision, is_plain};
use rectify::rules::RuleSet;
use rectify::source::SourceFile;

/// Whether a text is plain; checks that planning finds nothing in it then.
#[track_caller]
fn plain(path: &Path, text: &str, rules: &RuleSet) -> bool {
    let file = SourceFile::from_text(path, text);
    if !is_plain(text, &|table| rules.owns_table(table)) {
        return false;
    }
    let module = parse(&file).unwrap_or_else(|error| panic!("{}: {error:?}\n{text}", path.display()));
    assert!(module.reprs.is_empty());
    let revision = Revision::read(&file, &module);
    let revision = revision.unwrap_or_else(|| panic!("{}: no revision\n{text}", path.display()));
    let findings = plan(&revision, rules, &Options::default(), &Alone).findings;
    assert!(findings.is_empty(), "{}: {findings:#?}\n{text}", path.display());
    true
}

fn python_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            python_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            into.push(path);
        }
    }
}

#[test]
fn planning_finds_nothing_in_any_plain_file_of_the_tests() {
    let rules = RuleSet::shipped();
    let mut paths = Vec::new();
    for folder in ["tests", "examples"] {
        python_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    }
    let texts = paths.iter().filter_map(|path| Some((path, fs::read_to_string(path).ok()?)));
    let found = texts.filter(|(path, text)| plain(path, text, &rules)).count();
    assert!(paths.len() > 500, "only {} files were found", paths.len());
    assert!(found > 20, "only {found} of {} files are plain", paths.len());
}

#[test]
fn most_of_a_history_is_plain() {
    let rules = RuleSet::shipped();
    let revisions = revisions::revisions(500);
    let found = revisions.iter().filter(|(name, text)| plain(Path::new(name), text, &rules)).count();
    let with_custom_types = revisions.iter().filter(|(_, text)| {
        ["pgvector.", "sqlmodel.", "sqlalchemy_utils.", "advanced_alchemy."]
            .iter()
            .any(|root| text.contains(root))
    });
    assert_eq!(found, revisions.len() - with_custom_types.count());
}

/// What a revision may hold that is no plain one's, and what is.
const PARTS: &[&str] = &[
    "op",
    "sa",
    "postgresql",
    "db",
    "Vector",
    "Text()",
    "Column",
    "db.Vector(3)",
    "sa.NullType()",
    "sa.types.NullType()",
    "postgresql.CITEXT()",
    "postgresql.Geometry()",
    "op.f('x')",
    "sa.func.now()",
    "sa.func.Vector(3)",
    "existing_type=op.f('x')",
    "type_=sa.Uuid()",
    "name=db.Vector(3)",
    "server_default=FetchedValue()",
    "'spatial_ref_sys'",
    "'spatial_' 'ref_sys'",
    "op.drop_table('spatial_ref_sys')",
    "# rectify: ignore[custom-type]\n",
    "import sqlalchemy as op\n",
    "from alembic import op as sa\n",
    "from db import *\n",
    "from db import Vector\n",
    "sa.Vector = 1\n",
    "if",
    "lambda",
    "*",
    ".",
    ",",
    "=",
    "(",
    ")",
    "[",
    "]",
    ":",
    "\n",
    "    ",
    "def",
    "upgrade",
    "revision",
    "down_revision",
    "inline_literal",
    "with_variant(db.Vector(3), 'postgresql')",
    "<enum 'E'>",
];

/// The words and signs of a text with the blanks between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let blank = |c: char| c == ' ';
        let end = if word(first) {
            rest.find(|c| !word(c))
        } else if blank(first) {
            rest.find(|c| !blank(c))
        } else {
            Some(first.len_utf8())
        };
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

proptest! {
    #![proptest_config(Config { cases: 3000, ..Config::default() })]

    #[test]
    fn planning_finds_nothing_in_plain_revisions_that_were_tampered_with(
        which in 0_usize..60,
        changes in prop::collection::vec((any::<Index>(), select(PARTS), 0_usize..3), 0..4),
    ) {
        thread_local! {
            static RULES: RuleSet = RuleSet::shipped();
            static REVISIONS: Vec<(String, String)> = revisions::revisions(60);
        }
        let text = REVISIONS.with(|revisions| revisions[which].1.clone());
        let mut pieces = pieces(&text);
        for (at, part, removed) in changes {
            let at = at.index(pieces.len());
            let end = (at + removed).min(pieces.len());
            pieces.splice(at..end, [part]);
        }
        RULES.with(|rules| plain(Path::new("a.py"), &pieces.concat(), rules));
    }
}
