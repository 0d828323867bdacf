//! Compiles the real types of the real packages, and what Rectify makes of their expressions.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rectify::rules::{BareName, RuleSet, wrap};
use serde_json::{Value, json};

/// A form of type expression and the real type that it stands for.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    rule: String,
    expression: String,
    model: String,
    #[serde(default)]
    imports: Vec<String>,
    #[serde(default = "both")]
    environments: Vec<String>,
    #[serde(default)]
    kept: bool,
}

fn both() -> Vec<String> {
    vec!["2.0".to_owned(), "2.1".to_owned()]
}

#[derive(serde::Deserialize)]
struct Forms {
    form: Vec<Form>,
}

/// The ways in which Rectify is asked to rewrite, as configuration.
const WAYS: &[(&str, &str)] = &[
    ("default", ""),
    ("sql", "[rewrite]\ndefault = 'sql'\n"),
    ("type", "[rewrite]\ndefault = 'type'\n"),
    ("define", "[rewrite]\ndefault = 'define'\n"),
    ("1.4", "sqlalchemy = '1.4'\n"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn forms() -> Vec<Form> {
    let text = std::fs::read_to_string(folder().join("packs/forms.toml")).unwrap();
    toml::from_str::<Forms>(&text).unwrap().form
}

#[test]
fn every_rule_has_a_form_that_is_mended_and_every_form_its_rule() {
    let rules: BTreeSet<String> = RuleSet::shipped().rule_names().collect();
    let proved: BTreeSet<String> = forms().into_iter().map(|form| form.rule).collect();
    assert_eq!(rules, proved);
    for rule in RuleSet::shipped().rules().iter().filter(|rule| rule.manual.is_none()) {
        let name = rule.id.to_string();
        assert!(forms().iter().any(|form| form.rule == name && !form.kept), "{name}");
    }
}

#[test]
fn kept_forms_stay() {
    let rules = RuleSet::shipped();
    let kept: Vec<Form> = forms().into_iter().filter(|form| form.kept).collect();
    for (form, outputs) in kept.iter().zip(outputs(&kept)) {
        let rule = rules.rules().iter().find(|rule| rule.id.to_string() == form.rule).unwrap();
        // What is left to the user goes the way that the configuration names.
        let named = ["sql", "type", "define"];
        let gone: Vec<&str> =
            outputs.into_keys().filter(|way| rule.manual.is_none() || !named.contains(way)).collect();
        assert!(gone.is_empty(), "{}: {gone:?}", form.expression);
    }
}

#[test]
fn sqlalchemy_has_every_name_that_is_put_behind_it() {
    let rules = RuleSet::shipped();
    let qualified = rules.rules().iter().filter(|rule| matches!(rule.bare_name, Some(BareName::Qualify(_))));
    let names: Vec<&String> = qualified.flat_map(|rule| &rule.bare_names).collect();
    assert!(!names.is_empty());
    for environment in ["2.0", "2.1"] {
        assert_eq!(python(environment, &["names"], &json!(names)), json!([]));
    }
}

#[test]
fn forms_give_the_ddl_of_the_real_types_on_sqlalchemy_2_0() {
    prove("2.0");
}

#[test]
fn forms_give_the_ddl_of_the_real_types_on_the_newest_sqlalchemy() {
    prove("2.1");
}

#[test]
fn forms_of_old_packages_give_the_ddl_of_their_real_types() {
    prove("old");
}

/// Proves the forms of one Python environment.
fn prove(environment: &str) {
    let rules = RuleSet::shipped();
    let there = |form: &Form| !form.kept && form.environments.iter().any(|it| it == environment);
    let forms: Vec<Form> = forms().into_iter().filter(there).collect();
    let mut asked = Vec::new();
    for (form, outputs) in forms.iter().zip(outputs(&forms)) {
        let rule = rules.rules().iter().find(|rule| rule.id.to_string() == form.rule).unwrap();
        assert!(outputs.contains_key("default"), "{} is not mended: {}", form.expression, form.rule);
        asked.push(json!({
            "rule": form.rule,
            "expression": form.expression,
            "model": form.model,
            "imports": form.imports,
            "dialects": rule.dialects,
            "outputs": outputs,
        }));
    }
    assert!(!asked.is_empty());
    let report = python(environment, &[], &Value::from(asked));
    let mut failures = Vec::new();
    for form in report.as_array().unwrap() {
        for failure in form["failures"].as_array().unwrap() {
            failures.push(format!("{}: {}: {failure}", form["rule"], form["expression"]));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The revisions that each expression becomes, by the way that was asked for; those that stay are left out.
fn outputs(forms: &[Form]) -> Vec<BTreeMap<&'static str, String>> {
    let mut outputs = vec![BTreeMap::new(); forms.len()];
    for &(way, configuration) in WAYS {
        let scratch = tempfile::tempdir().unwrap();
        let settings = "comments = false\ncreate-extension = 'never'\ndialects = ['postgresql']\n";
        write(&scratch.path().join("rectify.toml"), &format!("{settings}{configuration}"));
        let revision = |at: usize| scratch.path().join(format!("{at:04}.py"));
        let before =
            |form: &Form| wrap(&format!("op.add_column('t', sa.Column('c', {}))\n", form.expression));
        for (at, form) in forms.iter().enumerate() {
            write(&revision(at), &before(form));
        }
        let rectify = env!("CARGO_BIN_EXE_rectify");
        run(Command::new(rectify).args(["fix", "--quiet", "."]).current_dir(scratch.path()), "");
        for (at, form) in forms.iter().enumerate() {
            let after = std::fs::read_to_string(revision(at)).unwrap();
            if after != before(form) {
                outputs[at].insert(way, after);
            }
        }
    }
    outputs
}

#[expect(clippy::disallowed_methods, reason = "a scratch file")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

/// What `prove.py` says in an environment.
fn python(environment: &str, arguments: &[&str], asked: &Value) -> Value {
    let made = Command::new("python3")
        .arg(folder().join("oracle/environment.py"))
        .arg(environment)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(made.status.success(), "no environment {environment}");
    let interpreter = String::from_utf8(made.stdout).unwrap();
    let script = folder().join("packs/prove.py");
    let output =
        run(Command::new(interpreter.trim()).arg("-B").arg(script).args(arguments), &asked.to_string());
    serde_json::from_str(&output).unwrap()
}

/// Runs a command with `input`; what it writes.
fn run(command: &mut Command, input: &str) -> String {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    let known = output.status.code().is_some_and(|code| code < 2);
    assert!(known && !errors.contains("Traceback"), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
