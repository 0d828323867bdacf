//! `rectify rules test`: runs the cases that rule files carry.

use anyhow::{Context, Result, bail};
use rayon::ThreadPoolBuilder;

use super::ExitStatus;
use super::args::{TestArgs, Voice};
use super::setup::Setup;
use crate::config::{Overrides, RuleText, read_rule_files};
use crate::engine::{self, FileReport, Status};
use crate::plan::{Alone, CreateExtension, Options};
use crate::python::STACK;
use crate::report::{BAD, Change, Console, amount};
use crate::rules::{RuleFile, RuleSet, RuleTest, load, shipped_files, wrap};
use crate::source::SourceFile;

/// What went wrong with a case.
struct Failure {
    what: String,
    change: Option<Change>,
}

/// Runs the command.
pub(super) fn run(args: &TestArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    let own = Setup::new(&args.sources, Overrides::default())?.own_rule_texts(console)?;
    let given = loaded(read_rule_files(&args.files), console)?;
    let others = own.iter().filter(|text| !given.iter().any(|given| given.is_same(text)));
    let team: Vec<RuleFile<'_>> = others.chain(&given).map(RuleText::file).collect();
    let tested: Vec<RuleFile<'_>> = if args.files.is_empty() {
        shipped_files().chain(team.iter().copied()).collect()
    } else {
        given.iter().map(RuleText::file).collect()
    };
    let rules = loaded(RuleSet::with_shipped(&team), console)?;
    let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build();
    let pool = pool.context("cannot start the worker")?;
    let (mut cases, mut failed) = (0, 0);
    for file in &tested {
        let alone = load(&[*file]).unwrap_or_default();
        for rule in alone.rules() {
            for test in &rule.tests {
                cases += 1;
                let Some(failure) = pool.install(|| try_case(test, &rules)) else { continue };
                failed += 1;
                let place = format!("{}:{}", file.path.display(), test.line);
                let heading = console.out.styled(BAD, "FAILED");
                console.out.line(&format!("{place}: {heading} {}: {}: {}", rule.id, test.name, failure.what));
                if let Some(change) = failure.change {
                    change.write(&mut console.out);
                }
                console.out.line("");
            }
        }
    }
    if !voice.quiet {
        console.aside().line(&match failed {
            0 => format!("{} passed", amount(cases, "case")),
            failed => format!("{failed} of {} failed", amount(cases, "case")),
        });
    }
    Ok(if failed > 0 { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// What was loaded; otherwise says what is wrong.
fn loaded<T, E: ToString>(result: Result<T, Vec<E>>, console: &mut Console<'_>) -> Result<T> {
    result.or_else(|errors| {
        for error in errors {
            console.error(&error.to_string());
        }
        bail!("no rules were tested")
    })
}

/// Runs one case; nothing is wrong with one that does what it says.
fn try_case(test: &RuleTest, rules: &RuleSet) -> Option<Failure> {
    let before = wrap(&test.before);
    let wanted = test.after.as_deref().map_or_else(|| before.clone(), wrap);
    let report = examine(&before, rules);
    if let Some(failure) = failure_of(&report) {
        return Some(failure);
    }
    let got = report.fixed.unwrap_or_else(|| before.clone());
    if got != wanted {
        let what = if got == before { "nothing changed" } else { "the result differs" };
        return Some(Failure::with_change(what, Change::between(&wanted, &got, "expected", "got")));
    }
    let again = examine(&got, rules);
    if let Some(failure) = failure_of(&again) {
        return Some(failure);
    }
    again.fixed.filter(|again| *again != got).map(|again| {
        Failure::with_change(
            "a second run changes it again",
            Change::between(&got, &again, "first", "second"),
        )
    })
}

fn examine(text: &str, rules: &RuleSet) -> FileReport {
    let options = Options { comments: false, create_extension: CreateExtension::Never, ..Options::default() };
    engine::run(SourceFile::from_text("case.py", text), rules, &options, &Alone)
}

fn failure_of(report: &FileReport) -> Option<Failure> {
    let what = match &report.status {
        Status::Failed(message) => message.clone(),
        Status::NotARevision => "the case is no revision".to_owned(),
        Status::Unchanged | Status::Changed => return None,
    };
    Some(Failure { what, change: None })
}

impl Failure {
    fn with_change(what: &str, change: Change) -> Self {
        Self { what: what.to_owned(), change: Some(change) }
    }
}
