//! Edits as values over the original text, and the patch that applies them.

use crate::source::Span;

/// One replacement of a span of the original text; empty text deletes, an empty span inserts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Inserts `text` at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), text: text.into() }
    }

    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// The way in which a type expression is put right (design: `rewrite`).
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Hash,
    PartialOrd,
    Ord,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rewrite {
    /// The operation becomes `op.execute` with raw SQL.
    Sql,
    /// The expression becomes a `SQLAlchemy` type that gives the same DDL.
    Type,
    /// The expression becomes a small type class written into the revision.
    Define,
    /// The expression stays and the import that it lacks is added.
    Import,
}

impl Rewrite {
    /// The name used in rule files and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Type => "type",
            Self::Define => "define",
            Self::Import => "import",
        }
    }
}

/// A set of edits that mends one finding; it is applied whole or not at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What the fix does, in one line.
    pub title: String,
    /// Which way was taken; absent where the fix is no rewrite of a type.
    pub rewrite: Option<Rewrite>,
    /// The edits, in no particular order.
    pub edits: Vec<Edit>,
}

/// Two edits that cannot both be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("edits of {0:?} and {1:?} overlap")]
pub struct Conflict(pub Span, pub Span);

/// Fixes collected over one text. Edits never overlap; insertions at one offset keep their order;
/// an edit that two fixes share (an import both need) is made once.
#[derive(Clone, Debug)]
pub struct Patch<'text> {
    text: &'text str,
    edits: Vec<Edit>,
}

impl<'text> Patch<'text> {
    /// An empty patch of `text`.
    pub fn new(text: &'text str) -> Self {
        Self { text, edits: Vec::new() }
    }

    /// Adds `fix` whole, or leaves the patch as it was.
    ///
    /// # Errors
    /// When an edit of the fix overlaps one that is already there.
    pub fn push(&mut self, fix: &Fix) -> Result<(), Conflict> {
        let before = self.edits.len();
        for edit in &fix.edits {
            if self.edits.contains(edit) {
                continue;
            }
            if let Some(other) = self.edits.iter().find(|other| conflicts(edit, other)) {
                let conflict = Conflict(edit.span, other.span);
                self.edits.truncate(before);
                return Err(conflict);
            }
            self.edits.push(edit.clone());
        }
        Ok(())
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The place in the original text of a place in the text with every edit made; what an edit writes
    /// stands at its beginning.
    pub fn origin_of(&self, offset: u32) -> u32 {
        let mut edits: Vec<&Edit> = self.edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let (mut original, mut made) = (0, 0);
        for edit in edits {
            let length = u32::try_from(edit.text.len()).unwrap_or(u32::MAX);
            let start = made + (edit.span.start - original);
            if offset < start {
                break;
            }
            if offset < start + length {
                return edit.span.start;
            }
            (original, made) = (edit.span.end, start + length);
        }
        original + (offset - made)
    }

    /// The text with every edit made.
    pub fn apply(&self) -> String {
        let mut edits: Vec<&Edit> = self.edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut result = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for edit in edits {
            result.push_str(&self.text[done..edit.span.start as usize]);
            result.push_str(&edit.text);
            done = edit.span.end as usize;
        }
        result.push_str(&self.text[done..]);
        result
    }
}

/// Whether two different edits touch the same bytes. Insertions never conflict with each other, nor
/// with a replacement that begins or ends at their offset.
fn conflicts(left: &Edit, right: &Edit) -> bool {
    match (left.span.is_empty(), right.span.is_empty()) {
        (true, true) => false,
        (true, false) => right.span.start < left.span.start && left.span.start < right.span.end,
        (false, true) => left.span.start < right.span.start && right.span.start < left.span.end,
        (false, false) => left.span.overlaps(right.span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: Vec<Edit>) -> Fix {
        Fix { title: String::new(), rewrite: None, edits }
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let mut patch = Patch::new("abcdef");
        patch.push(&fix(vec![Edit::delete(Span::new(4, 5)), Edit::insert(0, "<")])).unwrap();
        patch.push(&fix(vec![Edit::replace(Span::new(1, 3), "X"), Edit::insert(0, ">")])).unwrap();
        assert_eq!(patch.apply(), "<>aXdf");
    }

    #[test]
    fn places_are_found_again() {
        let mut patch = Patch::new("abcdef");
        patch.push(&fix(vec![Edit::insert(1, "12"), Edit::replace(Span::new(2, 4), "X")])).unwrap();
        assert_eq!(patch.apply(), "a12bXef");
        let found: Vec<u32> = (0..7).map(|offset| patch.origin_of(offset)).collect();
        assert_eq!(found, [0, 1, 1, 1, 2, 4, 5]);
    }

    #[test]
    fn a_refused_fix_leaves_no_trace() {
        let mut patch = Patch::new("abcdef");
        patch.push(&fix(vec![Edit::delete(Span::new(2, 4))])).unwrap();
        let refused = fix(vec![Edit::insert(0, "x"), Edit::delete(Span::new(3, 5))]);
        assert_eq!(patch.push(&refused), Err(Conflict(Span::new(3, 5), Span::new(2, 4))));
        assert_eq!(patch.apply(), "abef");
    }

    #[test]
    fn a_shared_edit_is_made_once() {
        let mut patch = Patch::new("a");
        patch.push(&fix(vec![Edit::insert(0, "import x\n")])).unwrap();
        patch.push(&fix(vec![Edit::insert(0, "import x\n"), Edit::insert(1, "b")])).unwrap();
        assert_eq!(patch.apply(), "import x\nab");
    }
}
