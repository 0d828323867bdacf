//! The shipped rule packs, and what rule files are refused for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rectify::rules::{
    ArgumentValue, BareName, LoadError, Lookup, Origin, Problem, Rule, RuleFile, RuleId, RuleSet, SqlAlchemy,
    TypeReference, Value, Values, json_schema, load, shipped_files,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn file(text: &str) -> RuleFile<'_> {
    RuleFile { path: Path::new("team.yaml"), text, origin: Origin::Team }
}

fn mistakes(text: &str) -> Vec<LoadError> {
    load(&[file(text)]).expect_err("the file has mistakes")
}

/// The places and messages of all mistakes of a file.
fn shown(text: &str) -> Vec<String> {
    mistakes(text).iter().map(|it| format!("{}:{}: {}", it.line, it.column, it.message)).collect()
}

fn shipped(name: &str) -> Rule {
    let (pack, id) = name.split_once('/').expect("pack/id");
    let id = RuleId { pack: pack.to_owned(), id: id.to_owned() };
    RuleSet::shipped().get(&id).unwrap_or_else(|| panic!("no rule {name}")).clone()
}

#[test]
fn every_pack_is_embedded_and_loads() {
    let files: Vec<RuleFile<'_>> = shipped_files().collect();
    if let Err(errors) = load(&files) {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let mut there: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    there.sort();
    let embedded: Vec<PathBuf> =
        files.iter().map(|file| folder().join(file.path.file_name().unwrap())).collect();
    assert_eq!(embedded, there);
}

#[test]
fn every_pack_is_called_like_its_file_and_names_the_schema() {
    for file in shipped_files() {
        let name = file.path.file_stem().unwrap().to_str().unwrap();
        assert!(file.text.starts_with("# yaml-language-server: $schema=schema.json\n"), "{name}");
        assert!(file.text.contains(&format!("\npack: {name}\n")), "{name}");
    }
}

#[test]
fn every_case_of_the_packs_passes() {
    let output = Command::new(env!("CARGO_BIN_EXE_rectify")).args(["rules", "test", "--isolated"]).output();
    let output = output.expect("the command starts");
    let said = [output.stdout.as_slice(), &output.stderr].concat().escape_ascii().to_string();
    assert!(output.status.success(), "{said}");
    let cases: usize = shipped_files().map(|file| file.text.matches("\n      - name: ").count()).sum();
    assert!(said.contains(&format!("{cases} cases passed")), "{cases} are written: {said}");
}

#[test]
fn every_rule_says_what_and_why_and_is_tested_both_ways() {
    for rule in RuleSet::shipped().rules() {
        assert!(rule.about.ends_with('.') && !rule.why.is_empty(), "{}: about, why", rule.id);
        let rewrites = rule.tests.iter().filter(|test| test.after.is_some()).count();
        let unchanged = rule.tests.len() - rewrites;
        assert!(unchanged > 0, "{}: no case that stays", rule.id);
        assert!(rewrites > 0 || rule.manual.is_some(), "{}: no case that is rewritten", rule.id);
        for test in &rule.tests {
            assert_ne!(test.after.as_ref(), Some(&test.before), "{}: {}", rule.id, test.name);
        }
    }
}

#[test]
fn no_two_shipped_rules_know_one_path() {
    let rules = RuleSet::shipped();
    let mut owners = BTreeMap::new();
    for rule in rules.rules() {
        for pattern in &rule.types {
            if let Some(other) = owners.insert(format!("{pattern:?}"), rule.id.clone()) {
                panic!("{pattern:?}: {} and {other}", rule.id);
            }
        }
    }
}

#[test]
fn every_form_works_in_the_oldest_sqlalchemy_or_sql_stands_in() {
    for rule in RuleSet::shipped().rules() {
        let old = rule.type_forms.iter().any(|form| form.since == SqlAlchemy::V1_4);
        assert!(old || !rule.sql.is_empty() || !rule.bare_names.is_empty(), "{}", rule.id);
    }
}

#[test]
fn the_schema_is_fresh() {
    let path = folder().join("schema.json");
    let wanted = json_schema();
    if std::env::var_os("UPDATE").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a file of the repository, under version control")]
        std::fs::write(&path, &wanted).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == wanted, "rules/schema.json is stale; run the tests with UPDATE=1");
}

// Matching -----------------------------------------------------------------

fn found(path: &str, root_bound: bool) -> String {
    match RuleSet::shipped().lookup(&TypeReference { path, root_bound }) {
        Lookup::Rule(rule) => rule.id.to_string(),
        Lookup::Tie(rules) => format!("tie of {}", rules.len()),
        Lookup::None => "none".to_owned(),
    }
}

#[test]
fn exact_paths_match_bound_or_not() {
    for bound in [true, false] {
        assert_eq!(found("pgvector.sqlalchemy.Vector", bound), "pgvector/vector");
        assert_eq!(found("sqlalchemy.GUID", bound), "advanced-alchemy/guid");
        assert_eq!(found("sqlmodel.sql.sqltypes.AutoString", bound), "sqlmodel/auto-string");
    }
}

#[test]
fn a_wildcard_is_for_prefixes_that_say_nothing() {
    assert_eq!(found("Vector", false), "pgvector/vector");
    assert_eq!(found("db.Vector", false), "pgvector/vector");
    assert_eq!(found("sqlalchemy.VECTOR", true), "pgvector/vector");
    assert_eq!(found("sqlalchemy.types.VECTOR", true), "pgvector/vector");
    assert_eq!(found("sqlmodel.sql.sqltypes.VECTOR", false), "pgvector/vector");
    assert_eq!(found("sqlmodel.sql.sqltypes.VECTOR", true), "pgvector/vector");
    assert_eq!(found("app.types.Vector", false), "none");
    assert_eq!(found("db.Vector", true), "none");
    assert_eq!(found("Vector", true), "none");
    assert_eq!(found("vector", false), "none");
    assert_eq!(found("GUID", false), "none");
}

const TEAM: &str = "
pack: team
rules:
  - id: money
    types: [app.types.Money, '*.Money', pgvector.sqlalchemy.Vector]
    sql: numeric(12,2)
  - id: cash
    types: ['*.Money']
    sql: numeric
";

#[test]
fn a_team_beats_the_shipped_rules_and_ties_are_reported() {
    let rules = RuleSet::with_shipped(&[file(TEAM)]).unwrap();
    let lookup = |path| rules.lookup(&TypeReference { path, root_bound: false });
    assert!(matches!(lookup("app.types.Money"), Lookup::Rule(rule) if rule.id.id == "money"));
    assert!(matches!(lookup("pgvector.sqlalchemy.Vector"), Lookup::Rule(rule) if rule.id.pack == "team"));
    assert!(matches!(lookup("Money"), Lookup::Tie(rules) if rules.len() == 2));
    // A path of the team's own makes no known package of its module.
    assert_eq!(lookup("app.types.Vector"), Lookup::None);
}

#[test]
fn a_teams_rule_replaces_the_shipped_one_of_its_name() {
    let text = "pack: pgvector\nrules:\n  - {id: vector, types: [pgvector.sqlalchemy.Vector], sql: real}\n";
    let rules = RuleSet::with_shipped(&[file(text)]).unwrap();
    let id = RuleId { pack: "pgvector".into(), id: "vector".into() };
    assert_eq!(rules.get(&id).unwrap().origin, Origin::Team);
    assert_eq!(rules.lookup(&TypeReference { path: "db.Vector", root_bound: false }), Lookup::None);
    assert_eq!(rules.rules().len(), RuleSet::shipped().rules().len());
}

#[test]
fn imports_bind_paths() {
    let rules = RuleSet::shipped();
    let binds = |rule: &str, path, modules: &[&str]| {
        rules.binds(&shipped(rule), path, &|module: &str| {
            modules.iter().any(|it| *it == module || it.starts_with(&format!("{module}.")))
        })
    };
    let rendered = "pgvector.sqlalchemy.vector.VECTOR";
    assert!(binds("pgvector/vector", rendered, &["pgvector.sqlalchemy"]));
    assert!(binds("pgvector/vector", rendered, &["pgvector.sqlalchemy.vector"]));
    assert!(!binds("pgvector/vector", rendered, &["pgvector"]));
    assert!(binds("sqlmodel/auto-string", "sqlmodel.sql.sqltypes.AutoString", &["sqlmodel"]));
    assert!(!binds("advanced-alchemy/guid", "sqlalchemy.GUID", &["sqlalchemy"]));
    assert!(!binds(
        "advanced-alchemy/guid",
        "litestar.contrib.sqlalchemy.types.GUID",
        &["litestar.plugins.sqlalchemy"]
    ));
}

#[test]
fn bare_names_are_qualified_or_dropped() {
    let rules = RuleSet::shipped();
    let way = |name| rules.bare_name(name).and_then(|rule| rule.bare_name.clone());
    assert_eq!(way("Text"), Some(BareName::Qualify("sa".into())));
    assert_eq!(way("MetaData"), Some(BareName::DropArgument));
    assert_eq!(way("Vector"), None);
}

// Values -------------------------------------------------------------------

fn integer(number: i64) -> ArgumentValue {
    ArgumentValue::Literal(Value::Integer(number))
}

fn text(text: &str) -> ArgumentValue {
    ArgumentValue::Literal(Value::Text(text.to_owned()))
}

fn truth(truth: bool) -> ArgumentValue {
    ArgumentValue::Literal(Value::Boolean(truth))
}

/// The SQL text, the type text and the problems of a call.
fn outcome(rule: &str, call: &[(Option<&str>, ArgumentValue)]) -> (String, String, Vec<String>) {
    let rule = shipped(rule);
    let bound = rule.bind(call);
    let problems = bound.problems.iter().map(|problem| problem.what.to_string());
    let missing = bound.missing.iter().map(|name| format!("missing {name}"));
    (
        rule.sql_text(&bound.values).unwrap_or_default(),
        rule.type_text(&bound.values, SqlAlchemy::V2_0).unwrap_or_default(),
        problems.chain(missing).collect(),
    )
}

#[test]
fn arguments_bind_by_position_keyword_and_alias() {
    for call in [(None, integer(3)), (Some("dim"), integer(3)), (Some("dimensions"), integer(3))] {
        assert_eq!(outcome("pgvector/vector", &[call]).0, "vector(3)");
    }
    let twice = outcome("pgvector/vector", &[(None, integer(3)), (Some("dim"), integer(3))]);
    assert_eq!(twice.2, ["`dim` is given twice"]);
}

#[test]
fn wrong_arguments_are_named() {
    let problem = |rule, call| outcome(rule, &[call]).2.remove(0);
    let vector = "pgvector/vector";
    assert_eq!(problem(vector, (None, integer(0))), "`dim` has to be at least 1, not 0");
    assert_eq!(problem(vector, (None, integer(20000))), "`dim` has to be at most 16000, not 20000");
    assert_eq!(problem(vector, (None, text("3"))), "`dim` has to be a whole number");
    assert_eq!(problem(vector, (None, truth(true))), "`dim` has to be a whole number");
    assert_eq!(problem(vector, (Some("size"), integer(3))), "the rule does not know the argument `size`");
    assert_eq!(problem(vector, (None, ArgumentValue::Dynamic)), "the value of `dim` is not in the file");
    let uuid = "sqlalchemy-utils/uuid";
    assert_eq!(problem(uuid, (Some("native"), truth(false))), "`native` has to be True");
    assert_eq!(problem(uuid, (Some("native"), ArgumentValue::None_)), "`native` has to be True");
    let many: Vec<_> = (0..2).map(|_| (None, integer(3))).collect();
    let bound = shipped(vector).bind(&many);
    assert_eq!((bound.problems[0].argument, &bound.problems[0].what), (1, &Problem::TooMany(1)));
}

#[test]
fn a_full_path_does_without_what_a_lost_prefix_needs() {
    let rule = shipped("pgvector/vector");
    let bound = rule.bind(&[]);
    assert_eq!(bound.missing, ["dim"]);
    assert!(rule.is_complete("pgvector.sqlalchemy.vector.VECTOR", &bound.values));
    assert!(!rule.is_complete("db.Vector", &bound.values));
    assert_eq!(rule.sql_text(&bound.values).unwrap(), "vector");
    let hidden = shipped("sqlalchemy-utils/choice");
    assert!(!hidden.is_complete("sqlalchemy_utils.ChoiceType", &hidden.bind(&[]).values));
}

#[test]
fn none_stands_for_no_value_not_for_the_default() {
    assert_eq!(outcome("sqlalchemy-utils/email", &[]).1, "sa.String(length=255)");
    assert_eq!(outcome("sqlalchemy-utils/email", &[(None, ArgumentValue::None_)]).1, "sa.String()");
}

#[test]
fn a_default_may_hang_on_another_argument() {
    let choice = "sqlalchemy-utils/choice";
    assert_eq!(outcome(choice, &[(None, ArgumentValue::Dynamic)]).1, "sa.String(length=255)");
    assert_eq!(outcome(choice, &[]).2, ["missing length"]);
    let rendered = shipped(choice).bind(&[(Some("length"), integer(20))]);
    assert_eq!(rendered.refused, ["length"]);
}

#[test]
fn ignored_arguments_and_secrets_are_skipped() {
    let rule = shipped("advanced-alchemy/encrypted-string");
    let bound = rule.bind(&[(Some("backend"), ArgumentValue::Dynamic), (Some("key"), text("k"))]);
    assert_eq!((bound.problems.len(), &bound.secret[..]), (0, &[1][..]));
    assert_eq!(rule.bind(&[(None, text("k"))]).secret, [0]);
    let columns: Vec<_> = (0..5).map(|_| (None, text("title"))).collect();
    assert_eq!(outcome("sqlalchemy-utils/ts-vector", &columns).2, [""; 0]);
    let password = [(Some("pbkdf2_sha512__rounds"), integer(1)), (Some("length"), integer(9))];
    assert_eq!(outcome("sqlalchemy-utils/password", &password).2, [""; 0]);
}

#[test]
fn texts_are_quoted_and_words_are_checked() {
    let collation = |name| outcome("sqlmodel/auto-string", &[(Some("collation"), text(name))]);
    assert_eq!(collation("C").0, "varchar COLLATE \"C\"");
    assert_eq!(collation("C").1, "sa.String(collation='C')");
    assert_eq!(collation("C\"").2, ["`collation` has to be an identifier or type name"]);
}

#[test]
fn a_truth_value_chooses() {
    let arrow = |call: &[_]| outcome("sqlalchemy-utils/arrow", call);
    assert_eq!(arrow(&[]).0, "timestamp without time zone");
    assert_eq!(arrow(&[(Some("timezone"), truth(true))]).1, "sa.DateTime(timezone=True)");
    assert_eq!(arrow(&[(Some("timezone"), truth(false))]).1, "sa.DateTime()");
}

#[test]
fn an_old_sqlalchemy_gets_the_form_that_it_has() {
    let rule = shipped("fastapi-users/guid");
    let values = Values::default();
    assert_eq!(rule.type_text(&values, SqlAlchemy::V1_4).unwrap(), "postgresql.UUID(as_uuid=True)");
    assert_eq!(shipped("citext/citext").type_text(&values, SqlAlchemy::V1_4), None);
}

#[test]
fn a_cast_for_a_change_of_type() {
    let rule = shipped("pgvector/vector");
    assert_eq!(rule.using_text("TEXT", "a", "vector(3)").unwrap(), "a::vector(3)");
    assert_eq!(rule.using_text("ARRAY(TEXT)", "\"A\"", "vector(3)").unwrap(), "\"A\"::real[]::vector(3)");
    assert_eq!(rule.using_text("ARRAY(REAL)", "a", "vector(3)"), None);
}

// Mistakes -----------------------------------------------------------------

#[test]
fn every_mistake_of_a_file_is_reported_at_its_place() {
    let text = "pack: Team
extnsion: vector
rules:
  - id: money
    types: [Money, '*.app.Money', app.types.Money, app.types.Money]
    arguments:
      - {name: size, kind: number}
      - {name: scale, kind: integer, min: 5, max: 2, default: hello}
      - {name: mode, kind: string, one-of: [a, 1]}
    sql: money({scal})
    rewrite: type
    qualify: maybe
  - id: money
    types: []
    sql: 'money('
";
    assert_eq!(
        shown(text),
        [
            "1:7: `Team` is no kebab-case name (`half-vector`)",
            "2:1: unknown key `extnsion`, did you mean `extension`?",
            "5:13: `Money` is a bare class name; write `*.Money` or its full path",
            "5:20: `*.app.Money` is no wildcard: only one class name may follow `*.`",
            "5:52: `app.types.Money` stands here twice",
            "7:28: `number` is not `integer`, `word`, `string`, `boolean` or `any`",
            "8:51: `max: 2` is below `min: 5`",
            "8:63: the default is refused: `scale` has to be a whole number",
            "9:48: 1 is no string",
            "10:10: `{scal}` is no argument of the rule, did you mean `scale`?",
            "11:14: `rewrite: type` needs `type`",
            "12:14: expected `true` or `false`, found text",
            "13:9: another rule has the id `money` (line 4)",
            "14:12: `types` is empty",
            "15:10: `money(` is no Postgres type",
        ]
    );
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let error =
        mistakes("pack: team\nrules:\n  - id: money\n    tpyes: [app.Money]\n    sql: money\n").remove(0);
    assert_eq!(
        error.to_string(),
        "team.yaml:4:5: unknown key `tpyes`, did you mean `types`?\n  |\n4 |     tpyes: [app.Money]\n  |     ^^^^^"
    );
}

#[test]
fn yaml_that_is_broken_is_refused_at_its_place() {
    for (text, place) in [
        ("pack: a\npack: b\nrules: []\n", (2, 1)),
        ("pack: a\nrules:\n  - id: [\n", (3, 9)),
        ("pack: a\nrules:\n\t- id: a\n", (3, 2)),
        ("pack: a\nrules:\n  - {id: a, types: [*.Vector], sql: b}\n", (3, 21)),
        ("", (1, 1)),
        ("- a\n- b\n", (1, 1)),
    ] {
        let error = mistakes(text).remove(0);
        assert_eq!((error.line, error.column), place, "{text:?}: {}", error.message);
        assert!(!error.message.is_empty());
    }
}

#[test]
fn other_values_that_are_refused() {
    let rule = |keys: &str| {
        let text = format!("pack: team\nrules:\n  - id: a\n    {}\n", keys.replace('\n', "\n    "));
        shown(&text).join("; ")
    };
    let types = "types: [app.A]\n";
    for (keys, message) in [
        ("sql: a", "the rule needs `types`"),
        ("types: [app.A]", "`rewrite: sql` needs `sql`"),
        (&format!("{types}sql: a; DROP TABLE b"), "is no Postgres type"),
        (&format!("{types}sql: 5"), "expected text or a list, found a whole number"),
        (&format!("{types}type: Money()"), "is no call of a class of `sa` or `postgresql`"),
        (&format!("{types}type: sa.String(length={{length}})"), "`{length}` is no argument of the rule"),
        (
            &format!("{types}type: [{{expression: sa.Uuid(), sqlalchemy: '3'}}]"),
            "expected \"1.4\" or \"2.0\"",
        ),
        (&format!("{types}sql: a{{b"), "without its partner"),
        (&format!("{types}sql: a\nextension: 'a b'"), "is no extension name"),
        (&format!("{types}sql: a\nseverity: fatal"), "is not `note`, `warning` or `error`"),
        (&format!("{types}sql: a\nvalues: plian"), "did you mean `plain`?"),
        (&format!("{types}sql: a\ndialects: [postgres]"), "is not `postgresql`"),
        (&format!("{types}sql: a\nusing: [{{from: [TEXT], cast: '{{col}}::a'}}]"), "`{col}` is no argument"),
        (&format!("{types}sql: a\ntests: [{{name: b}}]"), "`before` is missing"),
        (&format!("{types}sql: a\narguments: [{{name: b, kind: word}}, {{name: b, kind: word}}]"), "another"),
        (&format!("{types}sql: a\nignored: [b]\narguments: [{{name: b, kind: word}}]"), "`kind: any`"),
        (&format!("{types}sql: 'a{{b:c|d}}'\narguments: [{{name: b, kind: word}}]"), "`kind: boolean`"),
        (&format!("{types}sql: a\ncreates: {{index: a, using: gist, wen: b}}"), "did you mean `when`?"),
        (&format!("{types}sql: a\ncreates: {{index: a}}"), "`using` is missing"),
        (&format!("{types}sql: a\ncreates: {{index: a, using: 'b c'}}"), "`b c` is no name"),
        (&format!("{types}sql: a\ncreates: {{index: 'a_{{tabel}}', using: gist}}"), "did you mean `table`?"),
        (&format!("{types}sql: a\ncreates: {{index: a, using: gist, when: b}}"), "of `kind: boolean`"),
        ("names: [Text]", "`names` needs `qualify-with` or `drop-argument`"),
        (&format!("{types}names: [Text]\nqualify-with: sa"), "exclude each other"),
    ] {
        let shown = rule(keys);
        assert!(shown.contains(message), "{keys}\ngave {shown}\nnot {message}");
    }
}

#[test]
fn two_files_may_not_have_one_rule() {
    let text = "pack: team\nrules:\n  - {id: a, types: [app.A], sql: a}\n";
    let errors = load(&[file(text), file(text)]).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains("another rule file has `team/a` too"));
}

#[test]
fn absurd_files_end_in_a_message() {
    let brackets = format!("pack: {}", "[".repeat(100_000));
    assert_eq!(mistakes(&brackets).len(), 1);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let inner = format!("*a{},", level - 1).repeat(10);
        writeln!(bomb, "a{level}: &a{level} [{inner}]").unwrap();
    }
    assert!(!mistakes(&bomb).is_empty());
}
