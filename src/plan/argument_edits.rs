//! Taking arguments out of a call.

use crate::edit::Edit;
use crate::python::{Argument, Module, Slot};
use crate::source::{SourceFile, Span};

/// Works out the edits that take arguments out of one call, several at a time.
pub(super) struct ArgumentRemoval<'a> {
    file: &'a SourceFile,
    module: &'a Module,
    slots: Vec<Slot>,
    removed: Vec<usize>,
    /// Where the closing parenthesis stands.
    close: u32,
}

impl<'a> ArgumentRemoval<'a> {
    /// `removed` are indices into `arguments`, ascending.
    pub(super) fn new(
        file: &'a SourceFile,
        module: &'a Module,
        parentheses: Span,
        arguments: &[Argument],
        removed: Vec<usize>,
    ) -> Self {
        let slots = module.slots(file, parentheses, arguments);
        Self { file, module, slots, removed, close: parentheses.end - 1 }
    }

    /// The edits that take out the argument at `index`, and the span of text in which comments go too.
    ///
    /// Whole lines go where the argument has them to itself. Where the call had no trailing comma it gets
    /// none: that edit belongs to the last removed argument.
    pub(super) fn edits(&self, index: usize) -> (Vec<Edit>, Span) {
        let gone = self.span(index);
        let mut edits = vec![Edit::delete(gone)];
        let is_last_removed = self.removed.last() == Some(&index);
        if is_last_removed && index + 1 == self.slots.len() && self.slots[index].comma.is_none() {
            let kept = (0..self.slots.len()).rev().find(|at| !self.removed.contains(at));
            if let Some(comma) = kept.and_then(|at| self.slots[at].comma) {
                edits.push(Edit::delete(Span::new(comma, comma + 1)));
            }
        }
        (edits, gone)
    }

    /// The same where nothing else can take the user's comments along: they stay on their lines.
    pub(super) fn edits_beside_comments(&self, index: usize) -> Vec<Edit> {
        let (mut edits, gone) = self.edits(index);
        if !self.module.comments_in(gone).is_empty() {
            let slot = self.slots[index];
            let end = slot.comma.map_or(slot.span.end, |comma| comma + 1);
            let rest = &self.file.text()[end as usize..];
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let end = end + u32::try_from(blanks).unwrap_or(0);
            edits[0] = Edit::delete(Span::new(slot.span.start, end));
        }
        edits
    }

    /// Whether this argument and all behind it go, up to a parenthesis that closes on the line of the last.
    fn goes_with_the_end(&self, index: usize) -> bool {
        let closes = |slot: &Slot| self.file.line(slot.span.end) == self.file.line(self.close);
        (index..self.slots.len()).all(|at| self.removed.contains(&at))
            && self.slots.last().is_some_and(closes)
    }

    fn span(&self, index: usize) -> Span {
        let slot = self.slots[index];
        let end = slot.comma.map_or(slot.span.end, |comma| comma + 1);
        let previous_comma = index.checked_sub(1).and_then(|at| self.slots[at].comma);
        // A comment behind the argument in front is about that one.
        let commented = previous_comma.is_some_and(|comma| {
            let behind = Span::new(comma, self.file.line_end(comma).min(slot.span.start));
            !self.module.comments_in(behind).is_empty()
        });
        let previous_comma = previous_comma.filter(|_| !commented);
        if let Some(comma) = previous_comma
            && self.goes_with_the_end(index)
        {
            return Span::new(comma + 1, end);
        }
        let starts_line = self.file.text()
            [self.file.line_start(slot.span.start) as usize..slot.span.start as usize]
            .bytes()
            .all(|byte| byte == b' ' || byte == b'\t');
        let line_end = self.file.line_end(end);
        let ends_line = self.module.next_code(self.file, end, line_end.min(self.close)).is_none();
        let closes = line_end > self.close;
        if starts_line && ends_line && !closes {
            return Span::new(self.file.line_start(slot.span.start), self.file.next_line(end));
        }
        match (previous_comma, self.slots.get(index + 1)) {
            (Some(comma), _) if !starts_line || ends_line => Span::new(comma + 1, end),
            // The blanks in front of the next argument go too, unless it takes them along itself.
            (_, Some(next)) if !ends_line && !self.removed.contains(&(index + 1)) => {
                Span::new(slot.span.start, next.span.start)
            }
            _ => Span::new(slot.span.start, end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Fix, Patch};
    use crate::python::{ExprKind, StmtKind, parse};

    fn without(text: &str, removed: &[usize]) -> String {
        let file = SourceFile::from_text("a.py", text);
        let module = parse(&file).unwrap();
        let StmtKind::Expr(expr) = &module.body[0].kind else { panic!() };
        let ExprKind::Call { arguments, parentheses, .. } = &expr.kind else { panic!() };
        let removal = ArgumentRemoval::new(&file, &module, *parentheses, arguments, removed.to_vec());
        let mut patch = Patch::new(text);
        for index in removed {
            let fix = Fix { title: String::new(), rewrite: None, edits: removal.edits(*index).0 };
            patch.push(&fix).unwrap();
        }
        parse(&SourceFile::from_text("a.py", patch.apply())).unwrap();
        patch.apply()
    }

    #[test]
    fn arguments_on_one_line() {
        assert_eq!(without("f(a, b, c)\n", &[1]), "f(a, c)\n");
        assert_eq!(without("f(a, b, c)\n", &[0]), "f(b, c)\n");
        assert_eq!(without("f(a, b, c)\n", &[2]), "f(a, b)\n");
        assert_eq!(without("f(a, b, c)\n", &[1, 2]), "f(a)\n");
        assert_eq!(without("f(a, b, c)\n", &[0, 1, 2]), "f()\n");
        assert_eq!(without("f(a, b,)\n", &[1]), "f(a,)\n");
        assert_eq!(without("f(a, (b), c)\n", &[0, 2]), "f((b))\n");
    }

    #[test]
    fn arguments_on_lines_of_their_own() {
        assert_eq!(without("f('t',\n  a, # a\n  b,\n  c\n)\n", &[1]), "f('t',\n  b,\n  c\n)\n");
        assert_eq!(without("f('t',\n  a,\n  b\n)\n", &[2]), "f('t',\n  a\n)\n");
        assert_eq!(without("f('t',\n  a,\n  b,\n)\n", &[2]), "f('t',\n  a,\n)\n");
        assert_eq!(without("f('t',\n  a,\n  b\n)\n", &[1, 2]), "f('t'\n)\n");
        assert_eq!(without("f('t',\n  a,\n  b)\n", &[1, 2]), "f('t')\n");
        assert_eq!(without("f('t',\n  a,\n  b)\n", &[2]), "f('t',\n  a)\n");
        assert_eq!(without("f('t', a,\n  b,\n  c)\n", &[1]), "f('t',\n  b,\n  c)\n");
        assert_eq!(without("f('t',\n  a, b,\n  c)\n", &[1, 3]), "f('t',\n  b)\n");
        assert_eq!(without("f('t',\n  a,  # a\n  b)\n", &[2]), "f('t',\n  a  # a\n  )\n");
        assert_eq!(without("f('t',\n  a,  # a\n  b, c)\n", &[2, 3]), "f('t',\n  a  # a\n  )\n");
        assert_eq!(without("f('t', a,  # a\n  b, )\n", &[2]), "f('t', a,  # a\n   )\n");
    }
}
