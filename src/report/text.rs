//! Findings with the lines they are on, in the look of `rustc`.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::console::Look;
use crate::diagnostic::{Code, Finding, Severity};
use crate::source::{SourceFile, Span};

/// The most lines and bytes that are shown of one finding.
const MOST_LINES: u32 = 12;
const MOST_BYTES: usize = 4000;

/// Renders a finding, without a final line ending.
pub(super) fn render(look: Look, shown: &str, file: &SourceFile, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(look.clean(&finding.message)).id(finding.code.as_str());
    let path = look.clean(shown);
    let mut group = if let Some((first_line, source, span)) = excerpt(file, finding.span) {
        let mut mark = AnnotationKind::Primary.span(span);
        if let Some(rule) = &finding.rule {
            mark = mark.label(rule);
        }
        let line = usize::try_from(first_line).unwrap_or(usize::MAX);
        let snippet = Snippet::source(source).line_start(line).path(path).annotation(mark);
        title.element(snippet)
    } else {
        let at = file.line_column(finding.span.start);
        let line = usize::try_from(at.line).unwrap_or(usize::MAX);
        let column = usize::try_from(at.column).unwrap_or(usize::MAX);
        let origin = annotate_snippets::Origin::path(path).line(line).char_column(column);
        title.element(origin)
    };
    if let Some(reason) = &finding.reason {
        group = group.element(Level::NOTE.message(format!("not fixed: {}", look.clean(reason))));
    }
    if let Some(source) = &finding.source {
        let source = look.clean(source);
        // `dim = 3 from rectify.toml`
        let sentence = if finding.inferred().is_some() || source.contains(" = ") {
            source.into_owned()
        } else {
            let what = if finding.code == Code::NullType { "type" } else { "value" };
            format!("the {what} comes from {source}")
        };
        group = group.element(Level::NOTE.message(sentence));
    }
    if let Some(help) = &finding.help {
        let lines: Vec<_> = help.split('\n').map(|line| look.clean(line)).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    if let Some(fix) = &finding.fix {
        group = group.element(Level::HELP.with_name("fix").message(look.clean(&fix.title)));
    }
    renderer(look).render(&[group] as &[Group<'_>])
}

fn renderer(look: Look) -> Renderer {
    if look.color { Renderer::styled() } else { Renderer::plain() }
}

/// The lines of `span`, the number of the first one, and the span in them; none if they are too long.
fn excerpt(file: &SourceFile, span: Span) -> Option<(u32, &str, std::ops::Range<usize>)> {
    let (first, mut last) = (file.line(span.start), file.line(span.end.max(span.start)));
    last = last.min(first + MOST_LINES - 1);
    let start = file.line_span(first).start;
    let end = file.line_span(last).end.max(start);
    let source = file.slice(Span::new(start, end));
    let mark = (span.start - start) as usize..(span.end.min(end).max(span.start) - start) as usize;
    (source.len() <= MOST_BYTES && mark.end <= source.len()).then_some((first, source, mark))
}

#[cfg(test)]
mod tests {
    use super::super::{Format, samples};

    #[test]
    fn findings_are_shown_in_their_lines() {
        let wanted = "\
error[custom-type]: `BROKEN` is bound nowhere
 --> a b.py:2:10
  |
2 | x = 'é', BROKEN
  |          ^^^^^^ pgvector/vector
  |
  = note: the value comes from --dimension
  = fix: becomes `RIGHT`

warning[null-type]: reflection lost the type
 --> a b.py:3:1
  |
3 | left = 1
  | ^^^^
  |
  = note: not fixed: nothing tells the type
  = help: write the type

";
        assert_eq!(samples::shown(Format::Text), wanted);
    }
}
