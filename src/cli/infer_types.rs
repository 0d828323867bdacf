//! What `rectify rules infer` learns of each type that the revisions of a project use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value as Json, json};

use crate::discover;
use crate::infer::{self, Answer, Callee, Learnt, PACK, Shape};
use crate::plan::{Surroundings, loaded, pattern, shape, unknown_types};
use crate::project::Sources;
use crate::python::parse;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::source::SourceFile;

/// What revisions say of one name.
#[derive(Default)]
struct Uses {
    patterns: BTreeSet<String>,
    shapes: BTreeSet<Shape>,
    /// Where it was met.
    places: Vec<String>,
}

/// What cannot be told, and why.
pub(super) struct Unclear {
    pub(super) what: String,
    pub(super) reason: String,
    pub(super) place: String,
}

/// What was learnt, and what was not.
#[derive(Default)]
pub(super) struct Lessons {
    pub(super) types: Vec<(Vec<String>, Learnt)>,
    pub(super) unclear: Vec<Unclear>,
}

/// A type of the project, with what is known of each call.
struct Type<'a> {
    path: String,
    /// Its definition, or why it is not found.
    callee: Result<Callee<'a>, String>,
    used: Uses,
    calls: Vec<(Shape, Result<Learnt, String>)>,
}

/// Learns what the revisions of one project use; `python` is asked, too.
pub(super) fn learn(
    folder: &dyn Surroundings,
    rules: &RuleSet,
    files: &[SourceFile],
    python: Option<&Path>,
) -> Result<Lessons> {
    let sources = folder.sources();
    let mut types: Vec<Type<'_>> = Vec::new();
    for (path, used) in uses(rules, files) {
        let callee = infer::locate(sources, rules, &path);
        let same = |known: &&mut Type<'_>| match (&known.callee, &callee) {
            (Ok(known), Ok(callee)) => known.place() == callee.place(),
            _ => false,
        };
        match types.iter_mut().find(same) {
            Some(Type { used: known, .. }) => {
                known.patterns.extend(used.patterns);
                known.shapes.extend(used.shapes);
                known.places.extend(used.places);
            }
            None => types.push(Type { path, callee, used, calls: Vec::new() }),
        }
    }
    for one in &mut types {
        for shape in &one.used.shapes {
            let learnt = match &one.callee {
                Ok(callee) => infer::learn(sources, rules, callee, std::slice::from_ref(shape)),
                Err(reason) => Err(reason.clone()),
            };
            one.calls.push((shape.clone(), learnt));
        }
    }
    if let Some(python) = python {
        ask(sources, python, &mut types)?;
    }
    let mut lessons = Lessons::default();
    types.into_iter().for_each(|one| one.conclude(&mut lessons));
    Ok(lessons)
}

/// The types that no rule knows, and how they are called.
fn uses(rules: &RuleSet, files: &[SourceFile]) -> BTreeMap<String, Uses> {
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for file in files {
        let Ok(module) = parse(file) else { continue };
        let Some(revision) = Revision::read(file, &module) else { continue };
        for found in unknown_types(&revision, rules, PACK) {
            let of_path = uses.entry(found.resolution.path.to_string()).or_default();
            of_path.patterns.insert(pattern(found));
            let line = file.line(found.expr.span.start);
            of_path.places.push(format!("{}:{line}", file.path().display()));
            of_path.shapes.extend(shape(&revision, found));
        }
    }
    uses
}

/// Asks Python about every call, and holds what the sources say against it.
fn ask(sources: &dyn Sources, python: &Path, types: &mut [Type<'_>]) -> Result<()> {
    let mut asked = Vec::new();
    let mut questions: Vec<Json> = Vec::new();
    for (at, one) in types.iter().enumerate() {
        // Python would be asked about a class that is another one in the running project.
        let known_there = match &one.callee {
            Ok(callee) => !infer::is_changed_elsewhere(sources, callee),
            Err(reason) => !is_replaced(reason),
        };
        for (call, (shape, learnt)) in one.calls.iter().enumerate().filter(|_| known_there) {
            if learnt.as_ref().is_err_and(|reason| is_replaced(reason)) {
                continue;
            }
            let known = learnt.as_ref().ok();
            questions.extend(infer::question(&one.path, one.callee.as_ref().ok(), shape, known).inspect(
                |_| {
                    asked.push((at, call));
                },
            ));
        }
    }
    if questions.is_empty() {
        return Ok(());
    }
    let roots: Vec<String> = sources.roots().iter().map(|root| root.display().to_string()).collect();
    let question = json!({ "roots": roots, "types": questions }).to_string();
    let said = discover::ask(python, &question).map_err(|reason| anyhow!(reason))?;
    let said: Json = serde_json::from_str(&said).map_err(|error| anyhow!("{}: {error}", python.display()))?;
    for ((at, call), said) in asked.into_iter().zip(said["answers"].as_array().into_iter().flatten()) {
        let one = &mut types[at];
        let (place, parameters) = match &one.callee {
            Ok(callee) => (callee.place(), infer::parameters_of(sources, callee)),
            Err(_) => (format!("`{}`", one.path), Vec::new()),
        };
        let (shape, learnt) = &mut one.calls[call];
        match infer::answer(said, &place, shape, &parameters) {
            Answer::Same => {}
            Answer::Other(truth) => {
                *learnt = Err(format!("its sources were understood otherwise, but Python says `{truth}`"));
            }
            Answer::Learnt(told) => *learnt = Ok(told),
            Answer::Unknown(reason) => {
                if let Err(known) = learnt {
                    *known = format!("{known}; Python says: {reason}");
                }
            }
        }
    }
    Ok(())
}

/// Whether a type cannot be told because another module puts something else in the place of what it is made of.
fn is_replaced(reason: &str) -> bool {
    reason.contains(" is replaced at ")
}

impl Type<'_> {
    /// A call that cannot be told, or that no rule can say beside the others, does not stop them.
    fn conclude(self, lessons: &mut Lessons) {
        let patterns: Vec<String> = self.used.patterns.into_iter().collect();
        let mut known: Vec<Learnt> = Vec::new();
        let mut reasons: BTreeSet<String> = BTreeSet::new();
        for (_, learnt) in self.calls {
            let learnt = match learnt {
                Ok(learnt) => learnt,
                Err(reason) => {
                    reasons.insert(reason);
                    continue;
                }
            };
            known.push(learnt);
            let Some(all) = Learnt::together(&known) else { continue };
            let pack = infer::pack(&[(patterns.clone(), all)]).map_err(|(_, doubt)| doubt);
            if let Err(doubt) = pack.and_then(|text| loaded(&text)) {
                known.pop();
                reasons.insert(doubt);
            }
        }
        if self.used.shapes.is_empty() {
            reasons.insert("its arguments are spread out in the revision".to_owned());
        }
        let place = self.callee.as_ref().map(|callee| format!("{}: ", callee.place())).unwrap_or_default();
        for reason in reasons {
            lessons.unclear.push(Unclear {
                what: format!("`{}`", self.path),
                reason: format!("{place}{reason}"),
                place: self.used.places[0].clone(),
            });
        }
        lessons.types.extend(Learnt::together(&known).map(|all| (patterns, all)));
    }
}
