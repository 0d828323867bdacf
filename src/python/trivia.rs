//! What the tree does not hold: comments, commas, lines, indentation.

use super::parse::Module;
use super::statement::Stmt;
use super::tree::Argument;
use crate::source::{SourceFile, Span};

/// An argument with everything that belongs to it between the commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The argument with the parentheses around it.
    pub span: Span,
    /// The comma behind it.
    pub comma: Option<u32>,
}

impl Module {
    /// The comments that lie in `span`.
    pub fn comments_in(&self, span: Span) -> &[Span] {
        let from = self.comments.partition_point(|comment| comment.start < span.start);
        let to = self.comments.partition_point(|comment| comment.start < span.end);
        &self.comments[from..to.max(from)]
    }

    /// The comment that covers `offset`.
    fn comment_at(&self, offset: u32) -> Option<Span> {
        let index = self.comments.partition_point(|comment| comment.end <= offset);
        self.comments.get(index).copied().filter(|comment| comment.start <= offset)
    }

    /// The first byte at or behind `offset`, below `end`, that is no white space, line continuation or
    /// comment.
    pub fn next_code(&self, file: &SourceFile, mut offset: u32, end: u32) -> Option<(u32, u8)> {
        let bytes = file.text().as_bytes();
        while offset < end {
            if let Some(comment) = self.comment_at(offset) {
                offset = comment.end;
                continue;
            }
            let byte = *bytes.get(offset as usize)?;
            if !byte.is_ascii_whitespace() && byte != b'\\' {
                return Some((offset, byte));
            }
            offset += 1;
        }
        None
    }

    /// The slots of `arguments` in the call whose `parentheses` these are.
    pub fn slots(&self, file: &SourceFile, parentheses: Span, arguments: &[Argument]) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(arguments.len());
        let mut from = parentheses.start + 1;
        for argument in arguments {
            let start = self.next_code(file, from, parentheses.end).map_or(argument.span.start, |(at, _)| at);
            let mut end = argument.span.end;
            let mut comma = None;
            while let Some((at, byte)) = self.next_code(file, end, parentheses.end - 1) {
                if byte == b',' {
                    comma = Some(at);
                    break;
                }
                end = at + 1;
            }
            from = comma.map_or(end, |at| at + 1);
            slots.push(Slot { span: Span::new(start, end), comma });
        }
        slots
    }

    /// Whether `statement` has its lines to itself: only indentation in front, only a comment behind.
    pub fn has_own_lines(&self, file: &SourceFile, statement: Span) -> bool {
        let before = &file.text()[file.line_start(statement.start) as usize..statement.start as usize];
        let line_end = file.line_end(statement.end);
        before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | 0x0c))
            && self.next_code(file, statement.end, line_end).is_none()
            && !self.semicolons.iter().any(|at| statement.end <= *at && *at < line_end)
    }
}

/// The white space in front of the line of `offset`.
pub fn indent_of(file: &SourceFile, offset: u32) -> &str {
    let line = &file.text()[file.line_start(offset) as usize..];
    let length = line.len() - line.trim_start_matches([' ', '\t', '\u{c}']).len();
    // Behind a form feed Python counts anew.
    line[..length].rsplit('\u{c}').next().unwrap_or_default()
}

/// The statements of `body` and of every body inside whose span holds `offset`, outermost first.
pub fn enclosing(body: &[Stmt], offset: u32) -> Vec<&Stmt> {
    let mut found = Vec::new();
    let mut bodies = vec![body];
    while let Some(body) = bodies.pop() {
        if let Some(statement) = body.iter().find(|statement| statement.span.contains(Span::at(offset))) {
            found.push(statement);
            bodies = statement.bodies();
            bodies.retain(|body| {
                body.first().is_some_and(|first| first.span.start <= offset)
                    && body.last().is_some_and(|last| offset <= last.span.end)
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::{ExprKind, StmtKind, parse};

    fn slots(text: &str) -> Vec<(String, bool)> {
        let file = SourceFile::from_text("a.py", text);
        let module = parse(&file).unwrap();
        let StmtKind::Expr(expr) = &module.body[0].kind else { panic!() };
        let ExprKind::Call { arguments, parentheses, .. } = &expr.kind else { panic!() };
        module
            .slots(&file, *parentheses, arguments)
            .into_iter()
            .map(|slot| (file.slice(slot.span).to_owned(), slot.comma.is_some()))
            .collect()
    }

    #[test]
    fn slots_see_parentheses_and_comments() {
        assert_eq!(
            slots("f((a), # one, two\n  ((b)) ,\n  c=(1, 2)\n  # end,\n)\n"),
            [("(a)".to_owned(), true), ("((b))".to_owned(), true), ("c=(1, 2)".to_owned(), false)]
        );
        assert_eq!(slots("f(a,)\n"), [("a".to_owned(), true)]);
        assert!(slots("f( # nothing, here\n)\n").is_empty());
    }
}
