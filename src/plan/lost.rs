//! Rules for types of which only the name in the database is known.

use super::Reason;
use super::context::Planner;
use super::extension_history::type_name;
use super::learnt::{kept, loaded};
use crate::rules::{Number, Pack, Piece, Rule, RuleSet, Template};

/// The rule that gives a column this type, which is text that Postgres says.
pub(super) fn rule<'r>(planner: &Planner<'r, '_>, sql: &str) -> Result<&'r Rule, Reason> {
    let kept = kept(planner, format!("the type {sql}"), || made(planner.rules, sql));
    kept.unwrap_or_else(|| Err("nothing is known of the project".to_owned()))
}

/// Text is read as any type, but only where it is told to be.
const OF_TYPE: &str = "\
pack: history
rules:
- id: type
  types: ['*.NullType']
  sql: text
  using:
  - from: [TEXT, VARCHAR, CHAR, ARRAY(TEXT), ARRAY(VARCHAR)]
    cast: '{column}::{type}'
";

fn made(rules: &RuleSet, sql: &str) -> Result<Rule, String> {
    let mut rule = loaded(OF_TYPE)?;
    rule.sql = vec![Template { pieces: vec![Piece::Text(sql.to_owned())], ..Template::default() }];
    // An array needs what its elements need.
    let bare = sql.trim_end_matches("[]");
    let (schema, bare) = match bare.split('(').next().and_then(|head| head.rfind('.')) {
        Some(at) => (Some(&bare[..at]), &bare[at + 1..]),
        None => (None, bare),
    };
    let head = bare.split('(').next().unwrap_or(bare);
    rule.number = matches!(head, "integer" | "bigint" | "smallint").then_some(Number::Integer);
    if matches!(head, "text" | "character varying" | "character" | "\"char\"" | "name") {
        rule.using.clear();
    }
    let makes = |form: &Template| type_name(form).is_some_and(|name| name == head);
    let known = rules.rules().iter().filter(|rule| rule.extension.is_some() && rule.sql.iter().any(makes));
    // Of several extensions the one that is called like the type, of several packs the extension's own.
    let rank = |rule: &&Rule| {
        let own = |pack: &Pack| pack.name == rule.id.pack && pack.extension == rule.extension;
        (rule.extension.as_deref() != Some(head), !rules.packs().iter().any(own))
    };
    if let Some(known) = known.min_by_key(rank) {
        rule.id.clone_from(&known.id);
        rule.extension.clone_from(&known.extension);
        rule.dialects.clone_from(&known.dialects);
        rule.qualify = known.qualify && schema.is_none();
        rule.using =
            known.using.iter().filter(|form| form.cast.placeholders().all(is_general)).cloned().collect();
        if known.arguments.is_empty() && bare == sql {
            rule.type_forms.clone_from(&known.type_forms);
            rule.rewrite = known.rewrite;
        }
    }
    Ok(rule)
}

/// Whether a cast's placeholder stands for the column or its type, not for an argument.
fn is_general(placeholder: &str) -> bool {
    matches!(placeholder, "column" | "type")
}
