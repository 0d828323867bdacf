//! Parsing: nesting is counted first, Python reprs are masked, everything else that is no Python is named.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::cell::Cell;

use ruff_python_ast::PythonVersion;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::Ranged;

use super::convert::{Converter, span};
use super::statement::Stmt;
use crate::source::{SourceFile, Span};

/// The stack that a thread takes to parse and walk whatever is not refused.
pub const STACK: usize = 16 << 20;

/// Deepest nesting of brackets, and longest chain of operators, that is parsed.
const MAX_NESTING: usize = 200;
const MAX_CHAIN: usize = 4000;

/// A parsed module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The module's statements.
    pub body: Vec<Stmt>,
    /// Every comment, in the order of the text.
    pub comments: Vec<Span>,
    /// Reprs that are no Python (`<enum 'E'>`).
    pub reprs: Vec<Span>,
    /// Ends of statements that are not ends of lines (`;`).
    pub semicolons: Vec<u32>,
    /// Whether any expression binds names of its own.
    pub(super) expressions_bind: bool,
}

/// Why a file gives no module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It is no Python.
    Syntax {
        /// Where.
        span: Span,
        /// What the parser says.
        message: String,
    },
    /// Brackets or operators are nested beyond what any revision needs.
    TooDeep(Span),
}

/// Parses `file`.
///
/// # Errors
/// When the text is no Python even with its reprs masked, or is nested absurdly deep.
pub fn parse(file: &SourceFile) -> Result<Module, ParseError> {
    if let Some(offset) = too_deep(file.text().as_bytes()) {
        return Err(ParseError::TooDeep(Span::new(offset, offset + 1)));
    }
    let parsed = parse_text(file.text());
    if parsed.has_valid_syntax() {
        return module(&parsed, Vec::new());
    }
    let reprs = find_reprs(file.text(), &parsed);
    if reprs.is_empty() {
        return Err(first_error(&parsed));
    }
    let masked = parse_text(&mask(file.text(), &reprs));
    if masked.has_valid_syntax() { module(&masked, reprs) } else { Err(first_error(&masked)) }
}

fn parse_text(text: &str) -> Parsed<ruff_python_ast::ModModule> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::latest());
    let parsed = parse_unchecked(text, options);
    parsed.try_into_module().unwrap_or_else(|| unreachable!("a module was asked for"))
}

fn module(parsed: &Parsed<ruff_python_ast::ModModule>, reprs: Vec<Span>) -> Result<Module, ParseError> {
    let converter =
        Converter { masked: &reprs, expressions_bind: Cell::new(false), repeated: Cell::new(None) };
    let body = converter.body(&parsed.syntax().body);
    // The parser leaves it to the compiler.
    if let Some(span) = converter.repeated.get() {
        return Err(ParseError::Syntax { span, message: "a keyword argument is repeated".to_owned() });
    }
    let expressions_bind = converter.expressions_bind.get();
    let mut comments = Vec::new();
    let mut semicolons = Vec::new();
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Comment => comments.push(span(token.range())),
            TokenKind::Semi => semicolons.push(token.start().to_u32()),
            _ => {}
        }
    }
    Ok(Module { body, comments, reprs, semicolons, expressions_bind })
}

fn first_error(parsed: &Parsed<ruff_python_ast::ModModule>) -> ParseError {
    parsed.errors().iter().min_by_key(|error| error.location.start()).map_or_else(
        || ParseError::Syntax { span: Span::default(), message: "no valid Python".to_owned() },
        |error| ParseError::Syntax { span: span(error.location), message: error.error.to_string() },
    )
}

/// Replaces each repr by an identifier of the same length, so that offsets stay.
fn mask(text: &str, reprs: &[Span]) -> String {
    let mut masked = text.to_owned();
    for repr in reprs {
        masked.replace_range(repr.range(), &"_".repeat(repr.range().len()));
    }
    masked
}

/// The outermost `<word …>` on one line that stand where an expression begins.
fn find_reprs(text: &str, parsed: &Parsed<ruff_python_ast::ModModule>) -> Vec<Span> {
    let tokens: Vec<_> =
        parsed.tokens().iter().filter(|token| token.kind() != TokenKind::NonLogicalNewline).collect();
    let mut reprs: Vec<Span> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let start = token.start().to_u32();
        let opens = token.kind() == TokenKind::Less
            && index > 0
            && matches!(
                tokens[index - 1].kind(),
                TokenKind::Lpar | TokenKind::Comma | TokenKind::Equal | TokenKind::Lsqb | TokenKind::Colon
            )
            && reprs.last().is_none_or(|last| last.end <= start);
        if opens && let Some(end) = repr_end(text, start) {
            reprs.push(Span::new(start, end));
        }
    }
    reprs
}

/// The offset behind the `>` that closes the `<` at `start`, on the same line. `->` does not close.
fn repr_end(text: &str, start: u32) -> Option<u32> {
    let rest = &text.as_bytes()[start as usize..];
    if !rest.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_') {
        return None;
    }
    let mut depth = 0_u32;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if rest[at - 1] != b'-' => {
                depth -= 1;
                if depth == 0 {
                    return u32::try_from(at + 1).ok().map(|length| start + length);
                }
            }
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// The offset at which brackets, indentation or operators nest too deep for a recursive parser.
fn too_deep(text: &[u8]) -> Option<u32> {
    // Most files are too short.
    if text.len() <= MAX_CHAIN && memchr::memchr3_iter(b'(', b'[', b'{', text).count() <= MAX_NESTING {
        return None;
    }
    let mut depth = 0_usize;
    let mut chain = 0_usize;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'#' => at += text[at..].iter().position(|&byte| byte == b'\n').unwrap_or(text.len() - at) - 1,
            b'\'' | b'"' => at = string_end(text, at) - 1,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' | b';' => chain = 0,
            b'\n' => {
                if depth == 0 {
                    chain = 0;
                }
                let indent = text[at + 1..].iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
                if indent > 100 * MAX_NESTING {
                    return u32::try_from(at).ok();
                }
            }
            b'.' | b'+' | b'-' | b'*' | b'/' | b'%' | b'~' | b'<' | b'>' | b'&' | b'|' | b'^' | b'@' => {
                chain += 1;
            }
            byte if is_word(byte) => {
                let length = text[at..].iter().take_while(|&&byte| is_word(byte)).count();
                chain += usize::from(is_operator(&text[at..at + length]));
                at += length - 1;
            }
            _ => {}
        }
        if depth > MAX_NESTING || chain > MAX_CHAIN {
            return u32::try_from(at).ok();
        }
        at += 1;
    }
    None
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

fn is_operator(word: &[u8]) -> bool {
    matches!(word, b"not" | b"lambda" | b"await" | b"if" | b"else")
}

/// The offset behind the string that begins at `at`.
fn string_end(text: &[u8], at: usize) -> usize {
    let quote = text[at];
    let triple = text[at..].starts_with(&[quote; 3]);
    let mut end = at + if triple { 3 } else { 1 };
    while end < text.len() {
        match text[end] {
            b'\\' => end += 1,
            b'\n' if !triple => return end,
            byte if byte == quote && (!triple || text[end..].starts_with(&[quote; 3])) => {
                return (end + if triple { 3 } else { 1 }).min(text.len());
            }
            _ => {}
        }
        end += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reprs(text: &str) -> Vec<String> {
        let file = SourceFile::from_text("a.py", text);
        let module = parse(&file).unwrap();
        module.reprs.iter().map(|span| file.slice(*span).to_owned()).collect()
    }

    #[test]
    fn reprs_are_masked() {
        assert_eq!(reprs("a(<enum 'E'>)\n"), ["<enum 'E'>"]);
        assert_eq!(
            reprs("a(p=<module 'pickle' from '/usr/lib/pickle.py'>, impl=b())\n"),
            ["<module 'pickle' from '/usr/lib/pickle.py'>"]
        );
        assert_eq!(
            reprs("a(fn=<function <lambda> at 0x7f>, m=<class 'x.Y'>, x=<built-in function len>)\n"),
            ["<function <lambda> at 0x7f>", "<class 'x.Y'>", "<built-in function len>"]
        );
        assert!(reprs("a = 1 < 2 > 3\nb = '<enum 1>'\n").is_empty());
    }

    #[test]
    fn other_damage_is_named() {
        let file = SourceFile::from_text("a.py", "a = 1\nb = (\n");
        assert!(matches!(parse(&file), Err(ParseError::Syntax { .. })));
    }

    #[test]
    fn a_repeated_keyword_argument_is_no_python() {
        let file = SourceFile::from_text("a.py", "f(a=1, **b, **c, g=h(a=2))\nf(a=1, b=2, a=3)\n");
        let Err(ParseError::Syntax { span, .. }) = parse(&file) else { panic!("it is none") };
        assert_eq!((file.line(span.start), file.slice(span)), (2, "a=3"));
    }

    #[test]
    fn absurd_nesting_is_refused() {
        for text in ["(".repeat(20_000), format!("a = {}1", "1+".repeat(20_000)), "not ".repeat(20_000)] {
            let file = SourceFile::from_text("a.py", text);
            assert!(matches!(parse(&file), Err(ParseError::TooDeep(_))));
        }
        let text = format!("a = [{}]\nb = '{}'\n", "1+1, ".repeat(20_000), "(".repeat(20_000));
        assert!(parse(&SourceFile::from_text("a.py", text)).is_ok());
    }
}
