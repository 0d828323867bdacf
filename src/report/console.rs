//! Where output goes.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};

use crate::write;

/// Error headings.
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// Warning headings.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Note headings, and places.
pub(crate) const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();
/// What is added, and what went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// What is removed.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
/// Headings without a colour.
pub(crate) const BOLD: Style = Style::new().bold();

/// How text looks where it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Whether somebody sees it on a terminal.
    pub(crate) terminal: bool,
    /// Whether colours are wanted.
    pub(crate) color: bool,
}

/// One of the two streams that a run writes to.
pub struct Stream<'a> {
    writer: Box<dyn Write + 'a>,
    look: Look,
    failure: Option<io::Error>,
    closed: bool,
    file: Option<(PathBuf, Vec<u8>)>,
}

impl std::fmt::Debug for Stream<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Stream")
            .field("look", &self.look)
            .field("closed", &self.closed)
            .finish_non_exhaustive()
    }
}

impl<'a> Stream<'a> {
    /// A stream to `writer`, which may be a terminal.
    pub fn new(writer: impl Write + 'a, terminal: bool, color: bool) -> Self {
        let look = Look { terminal, color };
        Self { writer: Box::new(writer), look, failure: None, closed: false, file: None }
    }

    /// Sends everything to a file from here on, which is written at the end.
    pub(crate) fn redirect(&mut self, path: &Path, color: bool) {
        self.look = Look { terminal: false, color };
        self.file = Some((path.to_owned(), Vec::new()));
    }

    /// How text for this stream looks.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Whether somebody looks at it as it is written.
    pub(crate) fn is_terminal(&self) -> bool {
        self.look.terminal
    }

    /// Writes bytes as they are. After a failure nothing more is written; a closed pipe is none.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        if let Some((_, text)) = &mut self.file {
            return text.extend_from_slice(bytes);
        }
        if self.closed || self.failure.is_some() {
            return;
        }
        if let Err(error) = self.writer.write_all(bytes) {
            self.failed(error);
        }
    }

    /// Writes text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: &str) {
        self.text(text);
        self.text("\n");
    }

    /// Lets what was written so far be seen.
    pub(crate) fn flush(&mut self) {
        if !self.closed
            && self.failure.is_none()
            && let Err(error) = self.writer.flush()
        {
            self.failed(error);
        }
    }

    /// `text` in `style`, where colours are wanted.
    pub(crate) fn styled(&self, style: Style, text: &str) -> String {
        self.look.styled(style, text)
    }

    /// Ends the stream, and tells what went wrong while it was written.
    pub(crate) fn finish(&mut self) -> Option<String> {
        if let Some((path, text)) = self.file.take()
            && let Err(error) = write::report(&path, &text)
        {
            return Some(format!("{}: cannot be written: {error}", path.display()));
        }
        self.flush();
        self.failure.take().map(|error| format!("cannot write to the standard output: {error}"))
    }

    fn failed(&mut self, error: io::Error) {
        if error.kind() == ErrorKind::BrokenPipe {
            self.closed = true;
        } else {
            self.failure = Some(error);
        }
    }
}

impl Look {
    /// `text` in `style`, where colours are wanted.
    pub(crate) fn styled(self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// `text` with control and bidirectional characters made visible if this is for a terminal.
    pub(crate) fn clean(self, text: &str) -> Cow<'_, str> {
        if self.terminal { escape(text) } else { text.into() }
    }
}

/// Everything that a run speaks through.
#[derive(Debug)]
pub struct Console<'a> {
    /// Results.
    pub out: Stream<'a>,
    /// Everything else.
    pub err: Stream<'a>,
}

impl<'a> Console<'a> {
    /// The stream for everything but results. What was written to the other one is seen before.
    pub(crate) fn aside(&mut self) -> &mut Stream<'a> {
        self.out.flush();
        &mut self.err
    }

    /// Says what stopped something.
    pub(crate) fn error(&mut self, message: &str) {
        let heading = self.err.styled(ERROR, "error");
        let message = format!("{heading}: {}", self.err.look.clean(message));
        self.aside().line(&message);
    }

    /// Says something by the way.
    pub(crate) fn note(&mut self, message: &str) {
        let heading = self.err.styled(NOTE, "note");
        let message = format!("{heading}: {}", self.err.look.clean(message));
        self.aside().line(&message);
    }
}

/// Makes characters visible that would drive a terminal or turn the order of the text around. Tabs and
/// line endings stay.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_line = c == '\r' && rest.peek() == Some(&'\n');
        if !is_unsafe(c) || ends_line {
            escaped.push(c);
        } else if c.is_ascii() {
            let _ = write!(escaped, "\\x{:02x}", u32::from(c));
        } else {
            let _ = write!(escaped, "\\u{{{:x}}}", u32::from(c));
        }
    }
    escaped.into()
}

fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_drives_a_terminal_is_made_visible() {
        assert_eq!(escape("a\tb\r\nc\n"), "a\tb\r\nc\n");
        assert_eq!(escape("\u{1b}[2J\r\u{202e}x"), "\\x1b[2J\\x0d\\u{202e}x");
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        let mut closed = Stream::new(Broken(ErrorKind::BrokenPipe), false, false);
        closed.line("a");
        assert!(closed.finish().is_none());
        let mut full = Stream::new(Broken(ErrorKind::StorageFull), false, false);
        full.line("a");
        assert!(full.finish().is_some());
    }
}
