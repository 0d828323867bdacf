//! Reports in every format. Nothing here decides anything: it shows what the engine found.

mod concise;
mod console;
mod diff;
mod github;
mod gitlab;
mod json;
mod proof;
mod run;
mod sarif;
mod schema;
mod summary;
mod text;

use std::path::PathBuf;

use console::GOOD;
pub(crate) use console::Look;
pub(crate) use console::{BAD, BOLD};
pub use console::{Console, Stream};
pub(crate) use diff::{Change, compare, stat};
pub(crate) use json::json_schema;
pub(crate) use proof::{Found, Proved, proof, proof_document};
pub(crate) use run::Run;
pub use schema::schema_document;
pub(crate) use schema::{show_schema, show_table};
pub(crate) use summary::{Summary, amount, statistics};

use crate::diagnostic::{Finding, Severity};
use crate::engine::{FileReport, Status};

/// How findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// With the lines they are on.
    #[default]
    Text,
    /// One line each.
    Concise,
    /// For programs.
    Json,
    /// For what reads SARIF 2.1.0, with the fixes.
    Sarif,
    /// For GitHub's workflows, which show it beside the lines.
    Github,
    /// For GitLab's code quality report.
    Gitlab,
}

/// A file of the run, and what came of it.
#[derive(Debug)]
pub(crate) struct FileResult {
    /// Its path as shown.
    pub(crate) shown: String,
    /// Its path on disk; none for the standard input.
    pub(crate) absolute: Option<PathBuf>,
    /// Whether its notes are mended too.
    pub(crate) freeze: bool,
    /// What came of it.
    pub(crate) outcome: Outcome,
}

/// What came of a file.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The engine looked at it.
    Done(Box<FileReport>),
    /// It could not be read, decoded or written.
    Failed(String),
}

impl FileResult {
    /// The engine's report.
    pub(crate) fn report(&self) -> Option<&FileReport> {
        match &self.outcome {
            Outcome::Done(report) => Some(report),
            Outcome::Failed(_) => None,
        }
    }

    /// What was found.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.report().into_iter().flat_map(|report| &report.findings)
    }

    /// Why the job could not be done on this file.
    pub(crate) fn failure(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Done(report) => match &report.status {
                Status::Failed(message) => Some(message),
                Status::NotARevision | Status::Unchanged | Status::Changed => None,
            },
            Outcome::Failed(message) => Some(message),
        }
    }

    /// The text with every fix made, where that differs.
    pub(crate) fn fixed(&self) -> Option<(&FileReport, &str)> {
        let report = self.report().filter(|report| report.status == Status::Changed)?;
        report.fixed.as_deref().map(|fixed| (report, fixed))
    }

    /// Whether `fix` makes away with the finding.
    pub(crate) fn mends(&self, finding: &Finding) -> bool {
        self.fixed().is_some() && finding.fix.is_some() && (finding.severity > Severity::Note || self.freeze)
    }

    /// Whether the finding counts, and `fix` leaves it.
    pub(crate) fn leaves(&self, finding: &Finding) -> bool {
        finding.severity > Severity::Note && !self.mends(finding)
    }

    /// Whether the file is no revision.
    pub(crate) fn is_no_revision(&self) -> bool {
        self.report().is_some_and(|report| report.status == Status::NotARevision)
    }
}

/// Shows a finding for people.
pub(crate) fn show(stream: &mut Stream<'_>, format: Format, result: &FileResult, finding: &Finding) {
    let text = rendered(stream.look(), format, result, finding);
    stream.text(&text);
}

/// A finding as `show` writes it.
pub(crate) fn rendered(look: Look, format: Format, result: &FileResult, finding: &Finding) -> String {
    let Some(report) = result.report() else { return String::new() };
    match format {
        Format::Text => text::render(look, &result.shown, &report.file, finding) + "\n\n",
        Format::Concise => concise::render(look, &result.shown, &report.file, finding) + "\n",
        Format::Json | Format::Sarif | Format::Github | Format::Gitlab => String::new(),
    }
}

/// Shows in one line that a finding was mended.
pub(crate) fn show_mended(stream: &mut Stream<'_>, result: &FileResult, finding: &Finding) {
    let (Some(report), Some(fix)) = (result.report(), &finding.fix) else { return };
    let line = report.file.line(finding.span.start);
    let look = stream.look();
    let learnt = finding.inferred().map(|inferred| format!(" ({})", look.clean(inferred)));
    let text = format!(
        "{}:{line}: {} {}: {}{}",
        look.clean(&result.shown),
        look.styled(GOOD, "fixed"),
        name(finding),
        look.clean(&fix.title),
        learnt.unwrap_or_default()
    );
    stream.line(&text);
}

/// The code of a finding, and the rule that knows it: `custom-type[pgvector/vector]`.
fn name(finding: &Finding) -> String {
    match &finding.rule {
        Some(rule) => format!("{}[{rule}]", finding.code.as_str()),
        None => finding.code.as_str().to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod samples {
    //! Results for the tests of the formats.

    use super::*;
    use crate::diagnostic::Code;
    use crate::edit::{Edit, Fix, Rewrite};
    use crate::source::{SourceFile, Span};

    /// A file whose `é = BROKEN` has a finding that is fixed, and whose `left` has one that is not.
    pub(crate) fn result() -> FileResult {
        let file = SourceFile::from_text("a b.py", "# é\nx = 'é', BROKEN\nleft = 1");
        let span = Span::new(15, 21);
        let mut first = Finding::new(Code::CustomType, Severity::Error, span, "`BROKEN` is bound nowhere");
        first.rule = Some("pgvector/vector".to_owned());
        first.source = Some("--dimension".to_owned());
        let edits = vec![Edit::replace(span, "RIGHT")];
        first.fix = Some(Fix { title: "becomes `RIGHT`".to_owned(), rewrite: Some(Rewrite::Sql), edits });
        let mut second =
            Finding::new(Code::NullType, Severity::Warning, Span::new(22, 26), "reflection lost the type");
        second.reason = Some("nothing tells the type".to_owned());
        second.help = Some("write the type".to_owned());
        let fixed = file.text().replace("BROKEN", "RIGHT");
        let report =
            FileReport { file, status: Status::Changed, findings: vec![first, second], fixed: Some(fixed) };
        let outcome = Outcome::Done(Box::new(report));
        FileResult { shown: "a b.py".to_owned(), absolute: None, freeze: false, outcome }
    }

    /// The document of a run in which another file is missing.
    pub(crate) fn document(format: Format) -> String {
        let results = [result()];
        let troubles = [("no.py".to_owned(), "no such file or folder".to_owned())];
        let summary = Summary::of(&results);
        let run = Run {
            results: &results,
            troubles: &troubles,
            summary: &summary,
            root: None,
            shows: &|_, _| true,
        };
        run.document(format).unwrap()
    }

    /// What `show` writes.
    pub(crate) fn shown(format: Format) -> String {
        let mut bytes = Vec::new();
        {
            let mut stream = Stream::new(&mut bytes, false, false);
            let result = result();
            for finding in &result.report().unwrap().findings {
                show(&mut stream, format, &result, finding);
            }
        }
        String::from_utf8(bytes).unwrap()
    }
}
