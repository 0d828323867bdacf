//! Findings, one line each.

use super::console::{ERROR, Look, NOTE, WARNING};
use crate::diagnostic::{Finding, Severity};
use crate::source::SourceFile;

/// Renders a finding as `path:line:column: severity[code] message`, without a line ending.
pub(super) fn render(look: Look, shown: &str, file: &SourceFile, finding: &Finding) -> String {
    let style = match finding.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    };
    let at = file.line_column(finding.span.start);
    let heading = format!("{}[{}]", finding.severity.as_str(), finding.code.as_str());
    let mut line = format!(
        "{}:{}:{}: {} {}",
        look.clean(shown),
        at.line,
        at.column,
        look.styled(style, &heading),
        look.clean(&finding.message),
    );
    if let Some(reason) = &finding.reason {
        line.push_str("; not fixed: ");
        line.push_str(&look.clean(reason));
    }
    if let Some(source) = finding.source.as_ref().filter(|_| finding.inferred().is_none()) {
        line.push_str("; ");
        line.push_str(&look.clean(source));
    }
    if let Some(rule) = &finding.rule {
        line.push_str(" (");
        line.push_str(rule);
        if let Some(inferred) = finding.inferred() {
            line.push_str(", ");
            line.push_str(&look.clean(inferred));
        }
        line.push(')');
    }
    line.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::super::{Format, samples};

    #[test]
    fn each_finding_takes_a_line() {
        assert_eq!(
            samples::shown(Format::Concise),
            "a b.py:2:10: error[custom-type] `BROKEN` is bound nowhere; --dimension (pgvector/vector)\n\
             a b.py:3:1: warning[null-type] reflection lost the type; not fixed: nothing tells the type\n"
        );
    }
}
