//! `rectify explain`: what a finding code or a rule is about.

use anyhow::{Result, bail};

use super::ExitStatus;
use super::args::ExplainArgs;
use super::setup::Setup;
use crate::config::Overrides;
use crate::diagnostic::Code;
use crate::report::{BOLD, Console, Stream};
use crate::rules::{
    Argument, ArgumentKind, Origin, Pack, Rule, RuleSet, Template, TypePattern, Value, nearest,
};

/// Runs the command.
pub(super) fn run(args: &ExplainArgs, console: &mut Console<'_>) -> Result<ExitStatus> {
    let Some(name) = &args.name else {
        list_codes(&mut console.out);
        return Ok(ExitStatus::Clean);
    };
    if let Some(code) = Code::parse(name) {
        explain_code(code, &mut console.out);
        return Ok(ExitStatus::Clean);
    }
    let project = Setup::new(&args.sources, Overrides::default())?.own_project(console)?;
    let rules = &project.rules;
    if let Some(rule) = rules.rules().iter().find(|rule| rule.id.to_string() == *name) {
        explain_rule(rule, &mut console.out);
    } else if let Some(pack) = rules.packs().iter().find(|pack| pack.name == *name) {
        explain_pack(pack, rules, &mut console.out);
    } else {
        bail!("no code, rule or pack is named `{name}`; {}", hint(name, rules));
    }
    Ok(ExitStatus::Clean)
}

fn hint(name: &str, rules: &RuleSet) -> String {
    let ids: Vec<String> = rules.rule_names().collect();
    // A rule's own name without its pack is the likeliest slip.
    let is_meant = |id: &&String| id.split_once('/').is_some_and(|(_, inner)| inner == name);
    let meant: Vec<String> = ids.iter().filter(is_meant).map(|id| format!("`{id}`")).collect();
    if !meant.is_empty() {
        return format!("did you mean {}?", meant.join(" or "));
    }
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let packs = rules.packs().iter().map(|pack| pack.name.as_str());
    let known = codes.clone().chain(packs).chain(ids.iter().map(String::as_str));
    if let Some(candidate) = nearest(name, known) {
        return format!("did you mean `{candidate}`?");
    }
    let codes: Vec<&str> = codes.collect();
    format!("codes are {}; `rectify rules list` names the rules", codes.join(", "))
}

/// Every code in a line, and how to read on.
fn list_codes(out: &mut Stream<'_>) {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    for code in Code::ALL {
        out.line(&format!("{:width$}  {}", code.as_str(), code.what()));
    }
    out.line("");
    out.line("`rectify explain CODE` says more; `rectify rules list` lists the rules.");
}

fn explain_code(code: Code, out: &mut Stream<'_>) {
    heading(out, code.as_str());
    out.line("");
    out.line(code.what());
    section(out, "Why", [code.why()]);
    let (before, after) = code.example();
    section(out, "Before", before.split('\n'));
    if after.is_empty() {
        section(out, "After", ["It is reported, not rewritten."]);
    } else {
        section(out, "After", after.split('\n'));
    }
}

fn explain_pack(pack: &Pack, rules: &RuleSet, out: &mut Stream<'_>) {
    heading(out, &pack.name);
    out.line("");
    out.line(&pack.about);
    out.text(&pack.homepage.as_ref().map_or_else(String::new, |homepage| format!("{homepage}\n")));
    let rules = rules.rules().iter().filter(|rule| rule.id.pack == pack.name);
    let lines: Vec<String> = rules.map(|rule| format!("{}: {}", rule.id, rule.about)).collect();
    section(out, "Rules", lines.iter().map(String::as_str));
}

fn explain_rule(rule: &Rule, out: &mut Stream<'_>) {
    heading(out, &rule.id.to_string());
    out.line("");
    out.line(&rule.about);
    if let Some(homepage) = &rule.homepage {
        out.line(homepage);
    }
    section(out, "Why", [rule.why.trim()]);
    let types: Vec<String> = rule.types.iter().map(pattern).chain(rule.bare_names.iter().cloned()).collect();
    section(out, "Knows", types.iter().map(String::as_str));
    let arguments: Vec<String> = rule
        .arguments
        .iter()
        .map(argument)
        .chain(rule.ignored.iter().map(|name| format!("{name}: does not reach the database")))
        .collect();
    section(out, "Arguments", arguments.iter().map(String::as_str));
    let sql: Vec<String> = rule.sql.iter().map(Template::written).collect();
    section(out, "SQL", sql.iter().map(String::as_str));
    let forms: Vec<String> = rule.type_forms.iter().map(|form| form.expression.written()).collect();
    section(out, "SQLAlchemy", forms.iter().map(String::as_str));
    match &rule.manual {
        Some(reason) => section(out, "Rewrite", [format!("none by itself: {}", reason.trim()).as_str()]),
        None => section(out, "Rewrite", [rule.rewrite.as_str()]),
    }
    section(out, "Extension", rule.extension.as_deref());
    if rule.origin == Origin::Team {
        section(out, "From", ["your own rules"]);
    }
    // What a run loads of the embedded rules has no tests.
    let shipped = (rule.origin == Origin::Shipped).then(RuleSet::shipped);
    let rule = shipped.as_ref().and_then(|rules| rules.get(&rule.id)).unwrap_or(rule);
    if let Some(test) = rule.tests.iter().find(|test| test.after.is_some()) {
        section(out, "Before", test.before.trim_end().split('\n'));
        section(out, "After", test.after.iter().flat_map(|after| after.trim_end().split('\n')));
    }
}

fn heading(out: &mut Stream<'_>, text: &str) {
    let text = out.styled(BOLD, text);
    out.line(&text);
}

/// A heading with indented lines; nothing for no lines.
fn section<'t>(out: &mut Stream<'_>, title: &str, lines: impl IntoIterator<Item = &'t str>) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_none() {
        return;
    }
    out.line("");
    heading(out, title);
    for line in lines {
        out.line(format!("  {line}").trim_end());
    }
}

fn pattern(pattern: &TypePattern) -> String {
    match pattern {
        TypePattern::Exact(path) => path.clone(),
        TypePattern::Wildcard(name) => format!("*.{name}"),
    }
}

fn argument(argument: &Argument) -> String {
    let kind = match argument.kind {
        ArgumentKind::Integer => "a whole number",
        ArgumentKind::Word => "a name",
        ArgumentKind::String => "text",
        ArgumentKind::Boolean => "True or False",
        ArgumentKind::Any => "anything, which does not reach the database",
    };
    let mut parts = vec![format!("{}: {kind}", argument.name)];
    match (argument.min, argument.max) {
        (Some(min), Some(max)) => parts.push(format!("from {min} to {max}")),
        (Some(min), None) => parts.push(format!("from {min}")),
        (None, Some(max)) => parts.push(format!("up to {max}")),
        (None, None) => {}
    }
    if !argument.one_of.is_empty() {
        let values: Vec<String> = argument.one_of.iter().map(Value::python).collect();
        parts.push(format!("one of {}", values.join(", ")));
    }
    if let Some(default) = &argument.default {
        parts.push(format!("{} if absent", default.python()));
    }
    if argument.required {
        parts.push("required".to_owned());
    }
    if !argument.aliases.is_empty() {
        parts.push(format!("also called {}", argument.aliases.join(", ")));
    }
    parts.join(", ")
}
