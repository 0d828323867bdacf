//! A run as the formats for programs see it.

use std::collections::HashMap;
use std::path::{Component, Path};

use super::{FileResult, Format, Summary, github, gitlab, json, sarif};
use crate::diagnostic::Finding;
use crate::engine::FileReport;
use crate::source::{SourceFile, Span};

/// Everything that a run brought.
pub(crate) struct Run<'a> {
    /// The files.
    pub(crate) results: &'a [FileResult],
    /// Paths that were never read, files of settings with mistakes, and why.
    pub(crate) troubles: &'a [(String, String)],
    /// The run in numbers.
    pub(crate) summary: &'a Summary,
    /// The folder that forges take paths from, where one runs this.
    pub(crate) root: Option<&'a Path>,
    /// Picks out the findings that are told of one by one; `json` tells of all.
    pub(crate) shows: &'a dyn Fn(&FileResult, &Finding) -> bool,
}

/// A finding with the file that it is in.
pub(super) struct Place<'a> {
    /// The file's path, with forward slashes.
    pub(super) path: String,
    /// The file.
    pub(super) file: &'a SourceFile,
    /// What was found.
    pub(super) finding: &'a Finding,
    /// Names the finding for as long as its file and text stay, wherever they move in it.
    pub(super) fingerprint: String,
}

impl Run<'_> {
    /// The run in a format for programs; none in those for people.
    pub(crate) fn document(&self, format: Format) -> Option<String> {
        match format {
            Format::Text | Format::Concise => None,
            Format::Json => Some(json::document(self)),
            Format::Sarif => Some(sarif::document(self)),
            Format::Github => Some(github::document(self)),
            Format::Gitlab => Some(gitlab::document(self)),
        }
    }

    /// The findings that are told of.
    pub(super) fn places(&self) -> Vec<Place<'_>> {
        let mut seen = HashMap::new();
        let reports = self.results.iter().filter_map(|result| Some((result, result.report()?)));
        let shown = reports.flat_map(|(result, report)| {
            let findings = report.findings.iter().filter(|finding| (self.shows)(result, finding));
            findings.map(move |finding| (result, report, finding))
        });
        shown.map(|(result, report, finding)| self.place(result, report, finding, &mut seen)).collect()
    }

    fn place<'a>(
        &self,
        result: &FileResult,
        report: &'a FileReport,
        finding: &'a Finding,
        seen: &mut HashMap<u128, u32>,
    ) -> Place<'a> {
        let path = self.path(result);
        let rule = finding.rule.as_deref().unwrap_or_default();
        let words: Vec<&str> = report.file.slice(finding.span).split_whitespace().collect();
        let what = [&path, finding.code.as_str(), rule, &words.join(" ")].join("\0");
        let nth = seen.entry(hash(&what)).or_default();
        let fingerprint = format!("{:032x}", hash(&format!("{what}\0{nth}")));
        *nth += 1;
        Place { path, file: &report.file, finding, fingerprint }
    }

    /// The files on which the job could not be done, and why.
    pub(super) fn failures(&self) -> impl Iterator<Item = (String, &str)> {
        let failed = self.results.iter().filter_map(|result| Some((self.path(result), result.failure()?)));
        failed.chain(self.troubles.iter().map(|(path, why)| (slashed(Path::new(path)), why.as_str())))
    }

    /// A file's path: from the forge's folder if it is in there, else as shown.
    fn path(&self, result: &FileResult) -> String {
        let inside = self.root.zip(result.absolute.as_deref());
        let inside = inside.and_then(|(root, path)| path.strip_prefix(root).ok());
        slashed(inside.unwrap_or(Path::new(&result.shown)))
    }
}

/// What a finding says, and what comes of it, one thing a line.
pub(super) fn words(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    let mut add = |heading: &str, part: Option<&String>| {
        if let Some(part) = part {
            text = format!("{text}\n{heading}{part}");
        }
    };
    add("not fixed: ", finding.reason.as_ref());
    add("fix: ", finding.fix.as_ref().map(|fix| &fix.title));
    add("help: ", finding.help.as_ref());
    text
}

/// The first and the last line and column of a span: `[line, column, end_line, end_column]`.
pub(super) fn region(file: &SourceFile, span: Span) -> [u32; 4] {
    let (start, end) = (file.line_column(span.start), file.line_column(span.end));
    [start.line, start.column, end.line, end.column]
}

fn slashed(path: &Path) -> String {
    let mut text = String::new();
    for component in path.components() {
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        if component == Component::RootDir {
            text.push_str(if text.is_empty() { "/" } else { "" });
        } else {
            text.push_str(&component.as_os_str().to_string_lossy());
        }
    }
    text
}

/// The FNV-1a hash, which is the same everywhere and for ever.
fn hash(text: &str) -> u128 {
    const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    text.bytes().fold(START, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn fingerprints(results: &[FileResult]) -> Vec<String> {
        let summary = Summary::of(results);
        let run = Run { results, troubles: &[], summary: &summary, root: None, shows: &|_, _| true };
        run.places().into_iter().map(|place| place.fingerprint).collect()
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(hash("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn fingerprints_stay_when_lines_move_and_differ_for_equal_findings() {
        let first = samples::result();
        let mut moved = samples::result();
        if let super::super::Outcome::Done(report) = &mut moved.outcome {
            let text = format!("\n\n{}", report.file.text());
            report.file = SourceFile::from_text("a b.py", text);
            for finding in &mut report.findings {
                finding.span = Span::new(finding.span.start + 2, finding.span.end + 2);
            }
        }
        let (before, after) = (fingerprints(&[first]), fingerprints(&[moved]));
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
        let twice = fingerprints(&[samples::result(), samples::result()]);
        assert_eq!(twice[..2], before);
        assert_ne!(twice[2], before[0]);
    }

    #[test]
    fn paths_are_taken_from_the_forges_folder() {
        let mut result = samples::result();
        result.absolute = Some("/build/repo/app/versions/a.py".into());
        let results = [result];
        let summary = Summary::of(&results);
        let path = |root: Option<&Path>| {
            let run = Run { results: &results, troubles: &[], summary: &summary, root, shows: &|_, _| true };
            run.path(&results[0])
        };
        assert_eq!(path(Some(Path::new("/build/repo"))), "app/versions/a.py");
        assert_eq!(path(Some(Path::new("/elsewhere"))), "a b.py");
        assert_eq!(path(None), "a b.py");
        assert_eq!(slashed(Path::new("/a/../b")), "/a/../b");
    }
}
