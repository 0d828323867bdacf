//! Names and texts go through the real SQLAlchemy and the real Postgres and come back as they were.

use std::io::Write;
use std::process::Stdio;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rectify::python::{Quote, string_literal};
use rectify::sql::{escape_binds, identifier, literal, through_text};
use serde_json::{Value, json};

use super::config;
use super::environment::python;

/// Characters that every supported Python's tables know, of many kinds; no NUL.
const ANY: &str = "[\u{1}-\u{24f}\u{370}-\u{373}\u{391}-\u{3a1}\u{3b1}-\u{3c9}\u{410}-\u{44f}\u{5d0}-\u{5ea}\
    \u{660}-\u{669}\u{904}-\u{94d}\u{2000}-\u{2027}\u{202a}-\u{2064}\u{2150}-\u{2188}\u{2460}-\u{24ff}\
    \u{4e00}-\u{9fa5}\u{ac00}-\u{d7a3}\u{fe00}-\u{fe0f}\u{1d400}-\u{1d454}\u{1f600}-\u{1f64f}]";

/// A name that Postgres takes: not empty, not cut.
fn name() -> impl Strategy<Value = String> {
    let any = format!("{ANY}{{1,12}}");
    let any = prop::string::string_regex(&any).unwrap();
    let tricky = prop::sample::select(
        &[
            "user",
            "order",
            "Mixed",
            "a b",
            "a\"b",
            "a.b",
            "%s",
            "%(x)s",
            ":x",
            "a:b",
            "::",
            "\\",
            "'",
            "1a",
            "$1",
            "_",
            "é",
            "日本",
            "select",
            "a$",
            "tab\there",
            "line\nbreak",
            "name",
            "int",
            "true",
            "oid",
            "ctid2",
        ][..],
    )
    .prop_map(ToOwned::to_owned);
    prop_oneof![
        2 => tricky,
        2 => "[a-z_][a-z0-9_$]{0,10}",
        2 => "[a-zA-Z0-9\"':%\\\\. ]{1,12}",
        1 => any,
    ]
}

/// A text in which the colon rule, quotes and percent signs matter.
fn text() -> impl Strategy<Value = String> {
    let any = format!("({ANY}|:){{0,20}}");
    let any = prop::string::string_regex(&any).unwrap();
    prop_oneof![
        4 => "[a-z1:\\\\' %é_]{0,16}",
        2 => "(:|\\\\:|::|:[a-z]|%s|%|%\\(x\\)s|''|\\\\|[a-z]|\\{\"a\":1\\}|12:30| ){0,10}",
        2 => any,
    ]
}

/// One thing to be tried, with what has to come of it.
fn trial(number: u32, table: &str, column: &str, text: &str) -> Value {
    let create =
        format!("CREATE TABLE {} ({} text DEFAULT {})", identifier(table), identifier(column), literal(text));
    let comment =
        format!("COMMENT ON COLUMN {}.{} IS {}", identifier(table), identifier(column), literal(text));
    let quote = if number.is_multiple_of(2) { Quote::Single } else { Quote::Double };
    let statements: Vec<Value> = [&create, &comment]
        .into_iter()
        .map(|sql| {
            let escaped = escape_binds(sql);
            json!({"sql": sql, "python": string_literal(&escaped, quote), "escaped": escaped})
        })
        .collect();
    let (through, _) = through_text(text);
    json!({"table": table, "column": column, "text": text, "through": through, "statements": statements})
}

fn trials(count: u32) -> Value {
    let mut runner = TestRunner::new(config(count));
    let strategy = (name(), name(), text());
    let trials = (0..count).map(|number| {
        let (table, column, text) = strategy.new_tree(&mut runner).unwrap().current();
        trial(number, &table, &column, &text)
    });
    Value::Array(trials.collect())
}

/// Sends the trials to the Python of `stack`, which says what did not come back.
fn round_trip(stack: &str) {
    let trials = trials(config(500).cases.min(20_000));
    let mut child = python(stack)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/properties/round_trip.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the environment's Python starts");
    child.stdin.take().unwrap().write_all(trials.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "SQLAlchemy {stack}: {}\n{shown}", output.status);
}

#[test]
fn names_and_texts_come_back_from_sqlalchemy_2_0() {
    round_trip("2.0");
}

#[test]
fn names_and_texts_come_back_from_sqlalchemy_2_1() {
    round_trip("2.1");
}
