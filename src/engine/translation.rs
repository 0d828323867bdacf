//! The proof of a translation: a revision and what becomes of it lead to the same schema, up and down.

use std::collections::BTreeSet;

use crate::diagnostic::Finding;
use crate::plan::{Options, Plan, Surroundings};
use crate::python::parse;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::schema::{Environment, Schema, Script, Told, read_told};
use crate::source::SourceFile;

/// How many differences are told.
const MOST: usize = 3;

/// What a file does in each pair of an upgrade and a downgrade function.
struct Scripts {
    id: String,
    parents: Vec<String>,
    by_ending: Vec<(String, Script)>,
}

impl Scripts {
    fn read(file: &SourceFile, rules: &RuleSet, options: &Options, told: &Told) -> Option<Self> {
        let module = parse(file).ok()?;
        let mut revision = Revision::read(file, &module)?;
        if options.freeze {
            revision.read_plugins();
        }
        let ending = |name: &'_ str| {
            name.strip_prefix("upgrade").or(name.strip_prefix("downgrade")).map(str::to_owned)
        };
        let endings: BTreeSet<String> =
            revision.functions.iter().filter_map(|function| ending(function.name)).collect();
        let by_ending = endings.into_iter().map(|ending| {
            let script = read_told(&revision, rules, told, &ending);
            (ending, script)
        });
        let by_ending = by_ending.collect();
        Some(Self { id: revision.id().unwrap_or_default(), parents: revision.parents(), by_ending })
    }
}

/// Replays a file and what was made of it behind the revisions that it follows.
///
/// # Errors
/// What the schemas contradict each other in.
pub(super) fn prove(
    file: &SourceFile,
    fixed: &SourceFile,
    plan: &Plan,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Result<(), String> {
    let before = Scripts::read(file, rules, options, &plan.told);
    let after = Scripts::read(fixed, rules, options, &Told::default());
    let (Some(before), Some(after)) = (before, after) else {
        return Err("the fixed file is no revision any more".to_owned());
    };
    let history = surroundings.history(rules);
    let environment = history.map_or_else(Environment::default, |history| history.environment());
    // Where the history is not whole, both start from nothing alike.
    let from = history.and_then(|history| history.behind(&before.parents).ok()).unwrap_or_default();
    let fork = Fork { from: &from, environment, plan };
    let mut differences = Vec::new();
    for (ending, script) in &before.by_ending {
        let Some((_, other)) = after.by_ending.iter().find(|(name, _)| name == ending) else {
            differences.push(format!("`upgrade{ending}` and `downgrade{ending}`: only there before"));
            continue;
        };
        fork.differences(ending, script, other, &mut differences);
    }
    if differences.is_empty() {
        return Ok(());
    }
    let more = match differences.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    differences.truncate(MOST);
    Err(format!(
        "the fixed revision {} would lead to another schema: {}{more}",
        before.id,
        differences.join("; ")
    ))
}

/// Where both ways begin.
struct Fork<'a> {
    from: &'a Schema,
    environment: Environment,
    plan: &'a Plan,
}

impl Fork<'_> {
    fn differences(&self, ending: &str, before: &Script, after: &Script, found: &mut Vec<String>) {
        let run = |script: &Script, schema: Schema, down| script.run(schema, down, self.environment);
        let (up_before, mut up_after) =
            (run(before, self.from.clone(), false), run(after, self.from.clone(), false));
        let down_before = run(before, up_before.clone(), true);
        let mut down_after = run(after, up_after.clone(), true);
        // An extension that is created since a type needs it is meant, and stays.
        for schema in [&mut up_after, &mut down_after] {
            for name in self.plan.told.extensions() {
                if !up_before.extensions.contains_key(name) {
                    schema.extensions.remove(name);
                }
            }
        }
        // What came with a column whose type is not known before stays behind as it came.
        down_after
            .types
            .retain(|name, _| up_before.types.contains_key(name) || !up_after.types.contains_key(name));
        let mut say = |direction: &str, differences: Vec<String>| {
            found.extend(
                differences.into_iter().map(|difference| format!("{direction}{ending}: {difference}")),
            );
        };
        say("upgrade", up_before.contradictions(&up_after, self.from));
        let down = down_before.contradictions(&down_after, self.from);
        if self.plan.findings.iter().any(mends_downgrade) {
            // What is meant to change has to come nearer to the schema before the revision.
            let left = self.from.contradictions(&down_before, self.from);
            let new = self.from.contradictions(&down_after, self.from);
            say("downgrade", new.into_iter().filter(|difference| !left.contains(difference)).collect());
        } else {
            say("downgrade", down);
        }
    }
}

/// Whether the finding's fix changes what the downgrade leads to.
fn mends_downgrade(finding: &Finding) -> bool {
    finding.fix.is_some() && matches!(finding.code.as_str(), "missing-downgrade" | "wrong-downgrade")
}
