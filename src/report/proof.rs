//! What `rectify verify` found, for people and programs.

use serde_json::{Value as Json, json};

use super::Format;
use super::console::{ERROR, Look, NOTE};
use super::summary::amount;
use crate::verify::{Difference, Level, Proof};

/// How many differences are shown of one finding.
const MOST: usize = 40;

/// A history, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Proved {
    /// The file that sets it up, as shown.
    pub(crate) path: String,
    /// The section of that file.
    pub(crate) section: String,
    /// How many revisions were proved.
    pub(crate) revisions: usize,
    /// What was found, with the path of each as shown.
    pub(crate) findings: Vec<Found>,
}

/// A finding at its place.
#[derive(Debug)]
pub(crate) struct Found {
    /// What was found.
    pub(crate) proof: Proof,
    /// Its file, as shown.
    pub(crate) path: Option<String>,
}

/// The run as JSON. Its shape is a promise: keys are added, never renamed or removed.
pub(crate) fn proof_document(histories: &[Proved], server: Option<&str>, errors: &[String]) -> Json {
    let count = |level: Level| {
        let findings = histories.iter().flat_map(|history| &history.findings);
        findings.filter(|found| found.proof.severity == level).count()
    };
    json!({
        "version": 1,
        "server": server,
        "histories": histories.iter().map(history).collect::<Vec<_>>(),
        "failures": errors,
        "summary": {
            "revisions": histories.iter().map(|history| history.revisions).sum::<usize>(),
            "errors": count(Level::Error),
            "notes": count(Level::Note),
        },
    })
}

fn history(history: &Proved) -> Json {
    json!({
        "path": history.path,
        "section": history.section,
        "revisions": history.revisions,
        "findings": history.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(found: &Found) -> Json {
    let proof = &found.proof;
    json!({
        "code": proof.kind,
        "severity": severity(proof.severity),
        "title": title(proof),
        "revision": proof.revision,
        "path": found.path,
        "line": proof.line,
        "message": proof.message,
        "statement": proof.statement,
        "step": proof.step,
        "unreached": proof.unreached,
        "differences": proof.differences.iter().map(|difference| json!({
            "change": difference.change,
            "kind": difference.kind,
            "name": difference.name,
            "detail": difference.detail,
            "before": difference.before,
            "after": difference.after,
            "database": difference.database,
        })).collect::<Vec<_>>(),
    })
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Note => "note",
    }
}

/// What a finding says first.
fn title(proof: &Proof) -> String {
    let step = proof.step.as_deref().unwrap_or("upgrade");
    let said = match proof.kind.as_str() {
        "failed-import" => "the revision cannot be loaded",
        "failed-upgrade" => "the upgrade fails",
        "failed-downgrade" => "the downgrade fails",
        "failed-second-upgrade" => "the upgrade fails after the downgrade",
        "no-downgrade" => "the downgrade refuses",
        "wrong-downgrade" => "the downgrade does not undo the upgrade",
        "left-extension" => "the downgrade leaves an extension, which others may use",
        "left-role" => "the downgrade leaves a role, which others may use",
        "other-second-upgrade" => "the upgrade does something else after the downgrade",
        "double-revision" => "another file has the same identifier, and this one does not run",
        "unlike-models" => "the database is not as the models are",
        "new-revision" => "the version before does not have the revision; it is not compared",
        "lost-revision" => "only the version before has the revision",
        "other-parents" => "the revision follows others than before",
        "fails-alike" => return format!("the {step} fails in both versions alike"),
        "other-failure" => return format!("the {step} does not fail in both versions alike"),
        "other-order" => return format!("the {step} leaves columns in another order than before"),
        "other-result" => return format!("the {step} does something else than before"),
        other => other,
    };
    said.to_owned()
}

/// What a difference says.
fn told(kind: &str, difference: &Difference) -> String {
    let Difference { change, kind: object, name, detail, before, after, database } = difference;
    let database = database.as_ref().map(|name| format!(" (database {name})")).unwrap_or_default();
    let (extra, missing, was, is) = match kind {
        "wrong-downgrade" | "left-extension" | "left-role" => ("left behind", "not restored", "was", "is"),
        "unlike-models" => ("only in the database", "only in the models", "database", "models"),
        "other-result" | "other-order" => ("only now", "only before", "before", "now"),
        _ => ("only the second time", "only the first time", "first", "then"),
    };
    match change.as_str() {
        "extra" | "missing" => {
            let how = if change == "extra" { extra } else { missing };
            let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
            format!("{how}: {object} {name}{database}{detail}")
        }
        _ => format!("changed: {object} {name}{database}: {detail}: {was} {before}, {is} {after}"),
    }
}

/// Renders a finding for people.
pub(crate) fn proof(look: Look, format: Format, found: &Found) -> String {
    if format == Format::Concise { concise(look, found) } else { full(look, found) }
}

fn heading(look: Look, proof: &Proof) -> String {
    let style = if proof.severity == Level::Error { ERROR } else { NOTE };
    look.styled(style, &format!("{}[{}]", severity(proof.severity), proof.kind))
}

fn place(found: &Found) -> Option<String> {
    let path = found.path.as_ref()?;
    Some(found.proof.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}")))
}

fn concise(look: Look, found: &Found) -> String {
    let proof = &found.proof;
    let place = place(found).map(|place| format!("{}: ", look.clean(&place))).unwrap_or_default();
    let mut line = format!("{place}{} {}", heading(look, proof), title(proof));
    let details = proof.message.iter().cloned();
    let details: Vec<String> =
        details.chain(proof.differences.iter().map(|one| told(&proof.kind, one))).collect();
    if let Some(first) = details.first() {
        line.push_str(": ");
        line.push_str(&look.clean(first));
    }
    if details.len() > 1 {
        line.push_str(&format!(" (and {} more)", details.len() - 1));
    }
    if let Some(revision) = &proof.revision {
        line.push_str(&format!(" (revision {revision})"));
    }
    line.replace(['\n', '\r'], " ") + "\n"
}

fn full(look: Look, found: &Found) -> String {
    let proof = &found.proof;
    let mut lines = vec![format!("{}: {}", heading(look, proof), title(proof))];
    let number = proof.line.map(|line| line.to_string()).unwrap_or_default();
    let margin = " ".repeat(number.len());
    let (arrow, bar) = (look.styled(NOTE, "-->"), look.styled(NOTE, "|"));
    if let Some(place) = place(found) {
        lines.push(format!("{margin}{arrow} {}", look.clean(&place)));
    }
    if let Some(text) = &found.proof.text {
        lines.push(format!("{margin} {bar}"));
        lines.push(format!("{} {bar} {}", look.styled(NOTE, &number), look.clean(text.trim_end())));
        lines.push(format!("{margin} {bar}"));
    }
    let equals = look.styled(NOTE, "=");
    let mut detail = |name: &str, text: &str| {
        let text = look.clean(text).trim_end().replace('\n', &format!("\n{margin}   "));
        lines.push(format!(
            "{margin} {equals} {}{text}",
            if name.is_empty() { String::new() } else { format!("{name}: ") }
        ));
    };
    if let Some(revision) = &proof.revision {
        let about = if proof.about.is_empty() { String::new() } else { format!(" ({})", proof.about) };
        detail("revision", &format!("{revision}{about}"));
    }
    if let Some(statement) = &proof.statement {
        detail("statement", statement);
    }
    if let Some(message) = &proof.message {
        let server = proof.statement.is_some() && proof.kind != "other-failure";
        let speaker = if server { "server" } else { "" };
        detail(speaker, message);
    }
    for difference in proof.differences.iter().take(MOST) {
        detail("", &told(&proof.kind, difference));
    }
    if proof.differences.len() > MOST {
        detail("", &format!("and {} more", proof.differences.len() - MOST));
    }
    if proof.unreached > 0 {
        detail("", &format!("{} after it could not be reached", amount(proof.unreached, "revision")));
    }
    lines.push(String::new());
    lines.join("\n") + "\n"
}
