//! Words, literals, and what stands between them.

use memchr::{memchr, memchr2, memmem};

use super::Reader;

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn takes(&mut self, wanted: &str) -> bool {
        let found = self.bytes[self.at..].starts_with(wanted.as_bytes());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    pub(super) fn wants(&mut self, wanted: &str) -> Option<()> {
        self.takes(wanted).then_some(())
    }

    pub(super) fn blanks(&mut self) -> usize {
        let from = self.at;
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        self.at - from
    }

    /// The end of a line, with what may stand in front of it.
    pub(super) fn end_of_line(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            let rest = &self.bytes[self.at..];
            let length = memchr(b'\n', rest).unwrap_or(rest.len());
            let length = memchr(b'\r', &rest[..length]).unwrap_or(length);
            self.at += length;
        }
        (self.at == self.bytes.len() || self.takes("\n") || self.takes("\r\n")).then_some(())
    }

    /// Goes on to the first statement that is not indented, and says whether there is one.
    pub(super) fn next_statement(&mut self) -> Option<bool> {
        loop {
            let indent = self.blanks();
            match self.peek() {
                None => return Some(false),
                Some(b'#' | b'\n' | b'\r') => self.end_of_line()?,
                Some(_) => return (indent == 0).then_some(true),
            }
        }
    }

    /// White space, line breaks and comments between brackets.
    pub(super) fn space(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ') => self.at += 1,
                Some(b'\n' | b'\r' | b'#') => self.end_of_line()?,
                _ => return Some(()),
            }
        }
    }

    /// A name or keyword.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let from = self.at;
        while self.peek().is_some_and(is_word) {
            self.at += 1;
        }
        let word = &self.text[from..self.at];
        // Other letters would go on with the name; a quote would make it the prefix of a string.
        let ends = self.peek().is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'"'));
        (ends && word.starts_with(|c: char| !c.is_ascii_digit())).then_some(word)
    }

    /// A word, if there is one.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let from = self.at;
        let word = self.word();
        if word.is_none() {
            self.at = from;
        }
        word
    }

    /// A name that is no keyword of Python and has no meaning of its own to it.
    pub(super) fn identifier(&mut self) -> Option<&'a str> {
        self.word().filter(|word| !word.starts_with("__") && !is_keyword(word))
    }

    /// `12`, `-0.5`
    pub(super) fn number(&mut self) -> Option<()> {
        self.takes("-");
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while reader.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                reader.at += 1;
            }
            &reader.bytes[from..reader.at]
        };
        let whole = digits(self);
        (!whole.is_empty() && whole.len() < 16 && (whole.len() == 1 || whole[0] != b'0')).then_some(())?;
        if self.takes(".") {
            let part = digits(self);
            (!part.is_empty() && part.len() < 16).then_some(())?;
        }
        matches!(self.peek(), Some(b',' | b')' | b']' | b'}' | b':' | b' ' | b'\r' | b'\n')).then_some(())
    }

    /// A string whose text is what stands between its quotes.
    pub(super) fn string(&mut self) -> Option<()> {
        let quote = self.peek().filter(|byte| matches!(byte, b'\'' | b'"'))?;
        let triple = self.bytes[self.at..].starts_with(&[quote; 3]);
        let from = self.at + if triple { 3 } else { 1 };
        let rest = self.bytes.get(from..)?;
        let length = if triple {
            memmem::find(rest, &[quote; 3])?
        } else {
            memchr2(quote, b'\n', rest).filter(|end| rest[*end] == quote)?
        };
        self.at = from + length + from - self.at;
        let is_odd = |byte: u8| match byte {
            b'\\' => true,
            b'\n' | b'\r' => !triple,
            _ => byte < b' ' && byte != b'\t',
        };
        let is_known = self.names_table && (self.is_taken)(&self.text[from..from + length]);
        // Without a way out in between, which takes many bytes at once.
        let odd = rest[..length].iter().fold(false, |odd, byte| odd | is_odd(*byte));
        (!odd && !is_known).then_some(())
    }
}

fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut word = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
            byte += 1;
        }
        word
    };
    WORD[usize::from(byte)]
}

pub(super) fn is_keyword(word: &str) -> bool {
    #[rustfmt::skip]
    let is_keyword = matches!(
        word,
        "False" | "None" | "True" | "and" | "as" | "assert" | "async" | "await" | "break" | "class"
            | "continue" | "def" | "del" | "elif" | "else" | "except" | "finally" | "for" | "from" | "global"
            | "if" | "import" | "in" | "is" | "lambda" | "nonlocal" | "not" | "or" | "pass" | "raise"
            | "return" | "try" | "while" | "with" | "yield"
    );
    is_keyword
}
