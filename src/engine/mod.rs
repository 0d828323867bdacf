//! A file in, a report out: pure, total, the same for every command.

mod translation;

use crate::diagnostic::{Code, Finding, Severity};
use crate::edit::Patch;
use crate::plan::{Options, Plan, Surroundings, plan};
use crate::python::{Module, ParseError, parse};
use crate::revision::{Revision, is_plain, taken_away};
use crate::rules::RuleSet;
use crate::source::SourceFile;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is no Alembic revision.
    NotARevision,
    /// Nothing changes.
    Unchanged,
    /// The fixes give `FileReport::fixed`.
    Changed,
    /// A fix failed its own proof, or the file cannot be handled; nothing is changed.
    Failed(String),
}

/// A file with what was found in it.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file as it was read.
    pub file: SourceFile,
    /// What became of it.
    pub status: Status,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// The text with every fix made, where that differs.
    pub fixed: Option<String>,
}

impl FileReport {
    /// Findings that count for the exit code.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity > Severity::Note)
    }
}

/// Checks `file` and works out its fixes.
///
/// The result is proved before it is handed out: it parses again, a second plan finds nothing more to fix,
/// and replayed in the schema model it leads to the same schema.
pub fn run(
    file: SourceFile,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> FileReport {
    let (status, findings, fixed) = match examine(&file, rules, options, surroundings) {
        Examined::NotARevision => (Status::NotARevision, Vec::new(), None),
        Examined::Refused(message) => (Status::Failed(message), Vec::new(), None),
        Examined::Planned(plan) => match apply(&file, &plan, rules, options, surroundings) {
            Ok(None) => (Status::Unchanged, plan.findings, None),
            Ok(Some(fixed)) => (Status::Changed, plan.findings, Some(fixed)),
            Err(message) => (Status::Failed(message), plan.findings, None),
        },
    };
    FileReport { file, status, findings, fixed }
}

enum Examined {
    NotARevision,
    Refused(String),
    Planned(Plan),
}

fn examine(
    file: &SourceFile,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Examined {
    // What is frozen has to be free of foreign names too.
    let is_plain = || {
        let known = surroundings.is_plain(file.path(), file.text());
        known.unwrap_or_else(|| is_plain(file.text(), &|table| rules.owns_table(table)))
    };
    if !options.freeze && is_plain() && !asks_the_past(file, rules, options, surroundings) {
        return Examined::Planned(Plan::of(Vec::new()));
    }
    let module = match parse(file) {
        Ok(module) => module,
        Err(_) if !looks_like_revision(file.text()) => return Examined::NotARevision,
        Err(ParseError::TooDeep(span)) => {
            let line = file.line(span.start);
            return Examined::Refused(format!("line {line}: nested too deep to be read"));
        }
        Err(ParseError::Syntax { span, message }) => {
            let mut finding = Finding::new(Code::InvalidPython, Severity::Error, span, message);
            finding.reason = Some("the file does not parse; nothing in it is touched".to_owned());
            let wanted = options.selection.wants(Code::InvalidPython, None);
            let findings = if wanted { vec![finding] } else { Vec::new() };
            return Examined::Planned(Plan::of(findings));
        }
    };
    let Some(mut revision) = Revision::read(file, &module) else { return Examined::NotARevision };
    if options.freeze {
        revision.read_plugins();
    }
    let mut plan = plan(&revision, rules, options, surroundings);
    let findings = &mut plan.findings;
    if options.selection.wants(Code::InvalidPython, None) {
        findings.extend(damage(file, &module, findings));
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.code));
    }
    Examined::Planned(plan)
}

/// Whether a plain revision may touch what earlier ones have given custom types.
fn asks_the_past(
    file: &SourceFile,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> bool {
    let codes = [Code::MissingDowngrade, Code::WrongDowngrade];
    surroundings.memory().is_some()
        && codes.iter().any(|code| options.selection.wants(*code, None))
        && taken_away(file.text()).iter().any(|name| surroundings.is_spoken_of(rules, file.path(), name))
}

/// Reprs that no fix takes away.
fn damage(file: &SourceFile, module: &Module, findings: &[Finding]) -> Vec<Finding> {
    let is_replaced = |repr| {
        findings
            .iter()
            .filter_map(|finding| finding.fix.as_ref())
            .any(|fix| fix.edits.iter().any(|edit| edit.span.contains(repr)))
    };
    module
        .reprs
        .iter()
        .filter(|repr| !is_replaced(**repr))
        .map(|repr| {
            let message = format!("`{}` is a Python repr, not Python", file.slice(*repr));
            let mut finding = Finding::new(Code::InvalidPython, Severity::Error, *repr, message);
            finding.reason = Some("no rule replaces what it stands in".to_owned());
            finding.help =
                Some("write the column's type by hand, or teach the type in a rule file".to_owned());
            finding
        })
        .collect()
}

/// Whether text that does not parse was meant to be a revision.
fn looks_like_revision(text: &str) -> bool {
    text.contains("def upgrade") && text.contains("down_revision") && text.contains("revision")
}

/// The text with every fix made, proved; `None` when there is none.
fn apply(
    file: &SourceFile,
    plan: &Plan,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Result<Option<String>, String> {
    let mut patch = Patch::new(file.text());
    // An extension comes before whatever else is put in front of the same statement, and what a downgrade
    // lacks behind what it does.
    let mut ordered: Vec<&Finding> = plan.findings.iter().collect();
    let last = [Code::MissingDowngrade, Code::WrongDowngrade];
    ordered.sort_by_key(|finding| (finding.code != Code::MissingExtension, last.contains(&finding.code)));
    for finding in ordered {
        if let Some(fix) = &finding.fix {
            patch.push(fix).map_err(|conflict| {
                let line = file.line(finding.span.start);
                format!("line {line}: two fixes contradict each other ({conflict}); nothing was changed, please report this")
            })?;
        }
    }
    if patch.is_empty() {
        return Ok(None);
    }
    let fixed = patch.apply();
    prove(file, &fixed, plan, rules, options, surroundings)?;
    Ok(Some(fixed))
}

fn prove(
    file: &SourceFile,
    fixed: &str,
    plan: &Plan,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Result<(), String> {
    let result = SourceFile::from_text(file.path(), fixed);
    let complaint = |what: &str| format!("{what}; nothing was changed, please report this");
    match examine(&result, rules, options, surroundings) {
        Examined::NotARevision | Examined::Refused(_) => Err(complaint("the fixed file does not parse")),
        Examined::Planned(Plan { findings, .. }) => {
            if let Some(finding) = findings.iter().find(|finding| finding.fix.is_some()) {
                let line = result.line(finding.span.start);
                return Err(complaint(&format!(
                    "the fixed file still has something to fix at its line {line} ({})",
                    finding.message
                )));
            }
            let broken = findings.iter().find(|finding| {
                finding.code == Code::InvalidPython
                    && finding.reason.as_deref().is_some_and(|reason| reason.starts_with("the file"))
            });
            if let Some(finding) = broken {
                let line = result.line(finding.span.start);
                return Err(complaint(&format!(
                    "the fixed file does not parse at its line {line}: {}",
                    finding.message
                )));
            }
            if !options.replay {
                return Ok(());
            }
            translation::prove(file, &result, plan, rules, options, surroundings)
                .map_err(|what| complaint(&what))
        }
    }
}
