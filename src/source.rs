//! A decoded source file, and places in it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A half-open range of byte offsets into a source text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as indices of a string.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the place it was written at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// The line ending that a file uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl Newline {
    /// The line ending as text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// A 1-based position; the column counts code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The code point in the line, from 1.
    pub column: u32,
}

/// Why bytes are no source file that Rectify can edit.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are not UTF-8.
    #[error("not UTF-8: invalid byte at offset {offset} (line {line}); convert the file to UTF-8")]
    NotUtf8 {
        /// Byte offset of the first invalid byte.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A coding cookie names another encoding than UTF-8.
    #[error("declares the encoding {0:?}; convert the file to UTF-8")]
    OtherEncoding(String),
    /// The file is too long for 32-bit offsets.
    #[error("{0} bytes long; the limit is 512 MiB")]
    TooLong(usize),
    /// Lines end in a lone carriage return.
    #[error("line {0} ends in a bare carriage return; convert the file to LF or CRLF line endings")]
    BareCr(usize),
    /// The file holds a NUL byte, which Python refuses.
    #[error("holds a NUL byte at offset {0}")]
    Nul(usize),
}

/// A file's path and text, with its byte order mark kept apart.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: Arc<Path>,
    text: Arc<str>,
    bom: bool,
    /// Found when they are first asked for: most files have nothing to place.
    line_starts: OnceLock<Vec<u32>>,
}

const BOM: &str = "\u{feff}";
const MAX_BYTES: usize = 512 << 20;

impl SourceFile {
    /// Decodes `bytes`.
    ///
    /// # Errors
    /// When the bytes are not UTF-8, declare another encoding, or hold bare carriage returns or NUL.
    pub fn decode(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLong(bytes.len()));
        }
        if let Some(encoding) = declared_encoding(&bytes) {
            return Err(DecodeError::OtherEncoding(encoding));
        }
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let offset = error.utf8_error().valid_up_to();
            DecodeError::NotUtf8 { offset, line: line_of(error.as_bytes(), offset) }
        })?;
        if let Some(offset) = memchr::memchr(0, text.as_bytes()) {
            return Err(DecodeError::Nul(offset));
        }
        let bom = text.starts_with(BOM);
        if bom {
            text.drain(..BOM.len());
        }
        if let Some(offset) = bare_cr(text.as_bytes()) {
            return Err(DecodeError::BareCr(line_of(text.as_bytes(), offset)));
        }
        Ok(Self::from_parts(path.into(), text, bom))
    }

    /// Makes a file of `text` that is known to be decoded.
    pub fn from_text(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self::from_parts(path.into(), text.into(), false)
    }

    fn from_parts(path: PathBuf, text: String, bom: bool) -> Self {
        Self { path: path.into(), text: text.into(), bom, line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            #[expect(clippy::cast_possible_truncation, reason = "length was checked against 512 MiB")]
            let behind = |at: usize| at as u32 + 1;
            let newlines = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(newlines.map(behind)).collect()
        })
    }

    /// The path the file was read from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, for others to keep.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The text of `span`.
    ///
    /// # Panics
    /// When `span` is not of this file.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The length of the text in bytes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The number of lines; a file without a final newline counts its last line.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.line_starts().len()).unwrap_or(u32::MAX)
    }

    /// The 1-based line of `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.line_starts().partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// The offset at which the line of `offset` begins.
    pub fn line_start(&self, offset: u32) -> u32 {
        self.line_starts()[self.line(offset) as usize - 1]
    }

    /// The offset at which the line of `offset` ends, in front of its line ending.
    pub fn line_end(&self, offset: u32) -> u32 {
        let after = self.next_line(offset);
        let line = &self.text[self.line_start(offset) as usize..after as usize];
        let ending = line.len() - line.trim_end_matches(['\n', '\r']).len();
        after - u32::try_from(ending).unwrap_or(0)
    }

    /// The offset of the first byte behind the line of `offset`, line ending included.
    pub fn next_line(&self, offset: u32) -> u32 {
        self.line_starts().get(self.line(offset) as usize).copied().unwrap_or_else(|| self.len())
    }

    /// The span of the 1-based `line`, without its line ending.
    pub fn line_span(&self, line: u32) -> Span {
        let start = self.line_starts()[(line as usize - 1).min(self.line_starts().len() - 1)];
        Span::new(start, self.line_end(start))
    }

    /// The position of `offset` as people count it.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let start = self.line_start(offset);
        let column = self.text[start as usize..offset as usize].chars().count();
        LineColumn { line: self.line(offset), column: u32::try_from(column).unwrap_or(u32::MAX - 1) + 1 }
    }

    /// The line ending of the file: that of its first line.
    pub fn newline(&self) -> Newline {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => Newline::CrLf,
            _ => Newline::Lf,
        }
    }

    /// The bytes of `text` as this file's: with the byte order mark if it had one.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len() + BOM.len());
        if self.bom {
            bytes.extend_from_slice(BOM.as_bytes());
        }
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1
}

fn bare_cr(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\r', bytes).find(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The encoding of a PEP 263 cookie in the first two lines, unless it is UTF-8 or ASCII.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    bytes.split(|&byte| byte == b'\n').take(2).find_map(|line| {
        let line = line.strip_prefix(BOM.as_bytes()).unwrap_or(line);
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | 0x0c))?;
        if line[start] != b'#' {
            return None;
        }
        let comment = std::str::from_utf8(&line[start..]).ok()?;
        let rest = &comment[comment.find("coding")? + "coding".len()..];
        let rest = rest.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        let plain = name.to_ascii_lowercase().replace('_', "-");
        let known = plain.is_empty()
            || ["utf-8", "utf8", "u8", "ascii", "us-ascii", "utf-8-sig"].contains(&plain.as_str())
            || plain.starts_with("utf-8-");
        (!known).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::from_text("a.py", text)
    }

    #[test]
    fn positions_count_code_points_from_one() {
        let file = file("é = 1\r\nb\r\n");
        assert_eq!(file.line_column(3), LineColumn { line: 1, column: 3 });
        assert_eq!(file.line_column(8), LineColumn { line: 2, column: 1 });
        assert_eq!(file.line_end(0), 6);
        assert_eq!(file.next_line(0), 8);
        assert_eq!(file.newline(), Newline::CrLf);
    }

    #[test]
    fn a_byte_order_mark_is_put_back() {
        let file = SourceFile::decode("a.py", "\u{feff}a\n".as_bytes().to_vec()).unwrap();
        assert_eq!(file.text(), "a\n");
        assert_eq!(file.encode("b\n"), "\u{feff}b\n".as_bytes());
    }

    #[test]
    fn what_cannot_be_edited_is_refused() {
        let decode = |bytes: &[u8]| SourceFile::decode("a.py", bytes.to_vec()).unwrap_err();
        assert_eq!(decode(b"a\n\xff"), DecodeError::NotUtf8 { offset: 2, line: 2 });
        assert_eq!(decode(b"a\rb"), DecodeError::BareCr(1));
        assert_eq!(decode(b"a\0"), DecodeError::Nul(1));
        assert_eq!(decode(b"# -*- coding: latin-1 -*-\n"), DecodeError::OtherEncoding("latin-1".into()));
    }

    #[test]
    fn an_utf8_cookie_is_accepted() {
        for cookie in ["# -*- coding: utf-8 -*-\n", "#!/usr/bin/env python\n# vim: set fileencoding=UTF8 :\n"]
        {
            assert!(SourceFile::decode("a.py", cookie.as_bytes().to_vec()).is_ok());
        }
    }
}
