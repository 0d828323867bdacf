//! Calls and other expressions.

use super::words::is_keyword;
use super::{MOST_DEEP, ROOTS, Reader};
use crate::revision::sqlalchemy::{has_postgresql, has_top_level};

impl<'a> Reader<'a> {
    /// `(…)`; in that of an operation the first argument may be `op.f(…)`.
    pub(super) fn call(&mut self, depth: u32, is_operation: bool) -> Option<()> {
        let opened = self.keywords.len();
        self.wants("(")?;
        let mut first = is_operation;
        loop {
            self.space()?;
            if self.takes(")") {
                self.keywords.truncate(opened);
                return Some(());
            }
            if let Some(keyword) = self.keyword() {
                // Access methods and operator classes of extensions are for their types.
                if is_keyword(keyword)
                    || matches!(keyword, "postgresql_using" | "postgresql_ops")
                    || keyword.starts_with("__")
                    || self.keywords[opened..].contains(&keyword)
                {
                    return None;
                }
                self.keywords.push(keyword);
                self.space()?;
                self.value(depth + 1, keyword == "name")?;
            } else if self.keywords.len() == opened {
                self.value(depth + 1, first)?;
            } else {
                return None;
            }
            first = false;
            self.space()?;
            if !self.takes(",") && self.peek() != Some(b')') {
                return None;
            }
        }
    }

    /// `keyword=`, if it is there.
    fn keyword(&mut self) -> Option<&'a str> {
        let from = self.at;
        if let Some(word) = self.name() {
            self.blanks();
            if self.takes("=") && self.peek() != Some(b'=') {
                return Some(word);
            }
        }
        self.at = from;
        None
    }

    /// An expression. Where `op.f(…)` stands elsewhere than in the place of a name, it may be taken for a type.
    pub(super) fn value(&mut self, depth: u32, is_name: bool) -> Option<()> {
        if depth > MOST_DEEP {
            return None;
        }
        match self.peek()? {
            b'\'' | b'"' => self.string(),
            b'(' => self.list(")", depth),
            b'[' => self.list("]", depth),
            b'{' => self.dictionary(depth),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.chain(depth, is_name),
        }
    }

    fn chain(&mut self, depth: u32, is_name: bool) -> Option<()> {
        let root = match self.word()? {
            "None" | "True" | "False" => return Some(()),
            root => ROOTS.iter().position(|name| *name == root).filter(|at| self.seen[*at])?,
        };
        self.wants(".")?;
        let name = self.word()?;
        match root {
            0 if is_name && name == "f" => {}
            1 if name == "func" => {
                self.wants(".")?;
                self.identifier().filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))?;
            }
            1 if has_top_level(name) => {}
            2 if has_postgresql(name) => {}
            _ => return None,
        }
        if self.peek() == Some(b'(') { self.call(depth, false) } else { Some(()) }
    }

    /// `(…, …)`, `[…, …]`
    fn list(&mut self, close: &str, depth: u32) -> Option<()> {
        self.at += 1;
        loop {
            self.space()?;
            if self.takes(close) {
                return Some(());
            }
            self.value(depth + 1, false)?;
            self.space()?;
            if !self.takes(",") && !self.bytes[self.at..].starts_with(close.as_bytes()) {
                return None;
            }
        }
    }

    /// `{…: …, …}`
    fn dictionary(&mut self, depth: u32) -> Option<()> {
        self.at += 1;
        loop {
            self.space()?;
            if self.takes("}") {
                return Some(());
            }
            self.value(depth + 1, false)?;
            self.space()?;
            self.wants(":")?;
            self.space()?;
            self.value(depth + 1, false)?;
            self.space()?;
            if !self.takes(",") && self.peek() != Some(b'}') {
                return None;
            }
        }
    }
}
