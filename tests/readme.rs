//! README.md says what the program does; its tables and outputs are made from the program.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "support/readme.rs"]
mod readme;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use clap::CommandFactory;
use readme::{code, part, root};
use rectify::diagnostic::Code;
use rectify::rules::RuleSet;
use serde_json::Value;

const README: &str = "README.md";

/// What `rectify ARGUMENTS` prints in a folder of the repository.
fn rectify(folder: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rectify"))
        .current_dir(root().join(folder))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A fenced block.
fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```", text.trim_end())
}

/// The text from one heading to the next of its level or a higher one.
fn section(heading: &str) -> String {
    let text = fs::read_to_string(root().join(README)).unwrap();
    let level = heading.split(' ').next().unwrap().len();
    let from = text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let body = &text[from + heading.len() + 2..];
    let ends = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=level).contains(&marks) && line[marks..].starts_with(' ')
    };
    body.split_inclusive('\n').take_while(|line| !ends(line)).collect()
}

/// The code in the first cell of each row of the tables in `text`.
fn first_cells(text: &str) -> BTreeSet<String> {
    let rows = text.split('\n').filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split('`').next().unwrap().to_owned()).collect()
}

#[test]
fn the_example_is_what_the_program_prints() {
    let file = "examples/memory-vectors/migrations/versions/0003_add_embedding.py";
    let patch = rectify("", &["diff", file]);
    assert!(
        patch.contains("+    op.execute('ALTER TABLE memory_vectors ADD COLUMN embedding vector(1536)')\n")
    );
    part(README, "example", &block("diff", &patch));
}

#[test]
fn the_first_command_is_short_and_what_it_names_is_there() {
    let body = section("## Try it");
    let blocks: Vec<&str> = body.split("```").skip(1).step_by(2).collect();
    let commands: Vec<&str> = blocks[0].split('\n').skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!(commands, ["cargo install --path . --locked", "rectify diff examples/memory-vectors"]);
    assert_eq!(blocks[1].trim(), "sh\ntests/run");
    assert!(root().join("tests/run").is_file());
    assert_ne!(rectify("", &["diff", "examples/memory-vectors"]), "");
}

#[test]
fn the_rule_of_ones_own_works() {
    let folder = "examples/team-rules";
    let shown = |arguments: &[&str], language: &str| {
        let output = rectify(folder, arguments);
        assert!(!output.is_empty(), "{arguments:?}");
        block(language, &format!("$ rectify {}\n{output}", arguments.join(" ")))
    };
    part(README, "team-check", &shown(&["check", "versions"], "console"));
    part(README, "team-diff", &shown(&["diff", "--rules", "team-rules.yaml", "versions"], "diff"));
    let rules = fs::read_to_string(root().join(folder).join("team-rules.yaml")).unwrap();
    part(README, "team-rules", &block("yaml", &rules));
    let tests = Command::new(env!("CARGO_BIN_EXE_rectify"))
        .args(["rules", "test", "team-rules.yaml"])
        .current_dir(root().join(folder))
        .status()
        .unwrap();
    assert!(tests.success());
    part(README, "json", &block("json", &rectify(folder, &["check", "--output-format", "json", "versions"])));
}

#[test]
fn every_rule_is_in_the_table() {
    let rules = RuleSet::shipped();
    let mut rows = vec!["| rule | way | |".to_owned(), "| --- | --- | --- |".to_owned()];
    for rule in rules.rules() {
        let way = match rule.manual {
            Some(_) => "reported".to_owned(),
            None => code(rule.rewrite.as_str()),
        };
        rows.push(format!("| {} | {way} | {} |", code(&rule.id.to_string()), rule.about.trim()));
    }
    part(README, "rules", &rows.join("\n"));
}

#[test]
fn every_option_is_in_the_table() {
    let mut options: Vec<(String, String, Vec<String>)> = Vec::new();
    collect(&rectify::cli::Args::command(), "", &mut options);
    let mut rows = vec!["| option | of | |".to_owned(), "| --- | --- | --- |".to_owned()];
    for (name, help, commands) in options {
        rows.push(format!("| {name} | {} | {help} |", commands.join(", ")));
    }
    part(README, "options", &rows.join("\n"));
}

/// Adds the options of a command and of those below it.
fn collect(command: &clap::Command, name: &str, options: &mut Vec<(String, String, Vec<String>)>) {
    for argument in command.get_arguments().filter(|argument| !argument.is_positional()) {
        let long = argument.get_long().unwrap();
        if matches!(long, "help" | "version") {
            continue;
        }
        let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
        let value = match argument.get_value_names() {
            Some([value, ..]) if argument.get_action().takes_values() => format!(" {value}"),
            _ => String::new(),
        };
        let shown = code(&format!("{short}--{long}{value}"));
        let help = format!("{}.{}", argument.get_help().unwrap(), choices(argument));
        let of = if name.is_empty() { "all".to_owned() } else { code(name) };
        match options.iter_mut().find(|(other, ..)| *other == shown) {
            Some((_, same, commands)) => {
                assert_eq!(*same, help, "{shown} means two things");
                commands.push(of);
            }
            None => options.push((shown, help, vec![of])),
        }
    }
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        collect(inner, format!("{name} {}", inner.get_name()).trim(), options);
    }
}

/// The values that an option takes, where they are a list.
fn choices(argument: &clap::Arg) -> String {
    if !argument.get_action().takes_values() {
        return String::new();
    }
    let default: Vec<&str> =
        argument.get_default_values().iter().filter_map(|value| value.to_str()).collect();
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| {
            let mark = if default.contains(&value.get_name()) { " (default)" } else { "" };
            format!("{}{mark}", code(value.get_name()))
        })
        .collect();
    if values.is_empty() { String::new() } else { format!(" {}", values.join(", ")) }
}

#[test]
fn every_command_is_in_the_table() {
    let body = section("### Commands");
    let mut wanted = Vec::new();
    commands(&rectify::cli::Args::command(), "rectify", &mut wanted);
    for command in wanted {
        let row = format!("| `{command}");
        assert!(body.split('\n').any(|line| line.starts_with(&row)), "no row {row}");
    }
}

/// The commands that can be run.
fn commands(command: &clap::Command, name: &str, into: &mut Vec<String>) {
    let inner = || command.get_subcommands().filter(|inner| inner.get_name() != "help");
    if inner().next().is_none() {
        into.push(name.to_owned());
    }
    for inner in inner() {
        commands(inner, &format!("{name} {}", inner.get_name()), into);
    }
}

#[test]
fn every_code_is_in_the_table() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    assert_eq!(first_cells(&section("### Findings")), codes);
}

#[test]
fn every_key_of_the_configuration_is_in_the_table() {
    let scratch = tempfile::tempdir().unwrap();
    let write = |text: &str| {
        #[expect(clippy::disallowed_methods, reason = "a scratch file")]
        fs::write(scratch.path().join("rectify.toml"), text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_rectify"))
            .current_dir(scratch.path())
            .args(["rules", "list"])
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    // A key that is like none has them all listed.
    let message = write("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww = 1\n");
    let known = message.split("known are ").nth(1).unwrap_or_else(|| panic!("{message}"));
    let known: BTreeSet<String> = known.split('\n').next().unwrap().split(", ").map(str::to_owned).collect();
    let body = section("### Configuration");
    let named: BTreeSet<String> = first_cells(&body)
        .into_iter()
        .map(|key| key.trim_matches(['[', ']']).split('.').next().unwrap().to_owned())
        .collect();
    assert_eq!(named, known);
    for example in body.split("```toml\n").skip(1) {
        let message = write(example.split("```").next().unwrap());
        assert!(!message.contains("error"), "{message}");
    }
}

#[test]
fn links_lead_somewhere() {
    for file in [
        "README.md",
        "docs/guide.md",
        "docs/many-repositories.md",
        "docs/rules.md",
        "examples/memory-vectors/README.md",
    ] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let folder = root().join(file).parent().unwrap().to_owned();
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            if let Some(anchor) = link.strip_prefix('#') {
                let slug = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                let there = text.split('\n').any(|line| line.starts_with('#') && slug(line) == anchor);
                assert!(there, "{file}: #{anchor}");
            } else if !link.starts_with("http") {
                assert!(folder.join(link).exists(), "{file}: {link}");
            }
        }
    }
}

#[test]
fn every_key_of_rule_files_is_in_the_reference() {
    let schema: Value = serde_json::from_str(&rectify("", &["rules", "schema"])).unwrap();
    let mut kinds = vec![&schema];
    kinds.extend(schema["$defs"].as_object().unwrap().values());
    for kind in kinds {
        if let (Some(title), Some(keys)) = (kind["title"].as_str(), kind["properties"].as_object()) {
            let name = title.to_lowercase().replace(' ', "-");
            part("docs/rules.md", &name, &keys_table(keys, &kind["required"]));
        }
    }
}

/// The table of the keys of a mapping.
fn keys_table(keys: &serde_json::Map<String, Value>, required: &Value) -> String {
    let mut rows = vec!["| key | |".to_owned(), "| --- | --- |".to_owned()];
    for (key, about) in keys {
        let needed = required.as_array().is_some_and(|names| names.iter().any(|name| name == key));
        let words: Vec<&str> = about["description"].as_str().unwrap().split_whitespace().collect();
        let about = words.join(" ").replace('|', "\\|");
        rows.push(format!("| {} | {about}{} |", code(key), if needed { " Required." } else { "" }));
    }
    rows.join("\n")
}
