//! Writing Python text.

use std::fmt::Write as _;

/// A quote character for string literals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Quote {
    /// `'`
    #[default]
    Single,
    /// `"`
    Double,
}

impl Quote {
    const fn char(self) -> char {
        match self {
            Self::Single => '\'',
            Self::Double => '"',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Single => Self::Double,
            Self::Double => Self::Single,
        }
    }
}

/// The quote that a literal's source text uses.
pub fn quote_of(literal: &str) -> Quote {
    match literal.chars().find(|c| matches!(c, '\'' | '"')) {
        Some('"') => Quote::Double,
        _ => Quote::Single,
    }
}

/// `value` as a Python string literal on one line. Uses `quote` unless only the other one spares escapes.
pub fn string_literal(value: &str, quote: Quote) -> String {
    let quote = if value.contains(quote.char()) && !value.contains(quote.other().char()) {
        quote.other()
    } else {
        quote
    };
    let mut literal = String::with_capacity(value.len() + 2);
    literal.push(quote.char());
    for c in value.chars() {
        match c {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if c == quote.char() => {
                literal.push('\\');
                literal.push(c);
            }
            c if c.is_control() || is_invisible(c) => {
                // Writing to a string cannot fail.
                let _ = if (c as u32) < 0x100 {
                    write!(literal, "\\x{:02x}", c as u32)
                } else {
                    write!(literal, "\\u{:04x}", c as u32)
                };
            }
            c => literal.push(c),
        }
    }
    literal.push(quote.char());
    literal
}

/// Bidirectional controls and line separators, which would make the text look other than it is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::{StmtKind, parse};
    use crate::source::SourceFile;
    use proptest::prelude::*;

    #[test]
    fn the_other_quote_is_taken_where_it_spares_escapes() {
        assert_eq!(string_literal("it's", Quote::Single), r#""it's""#);
        assert_eq!(string_literal("it's \"x\"", Quote::Single), r#"'it\'s "x"'"#);
        assert_eq!(string_literal("a\\:b\n", Quote::Double), r#""a\\:b\n""#);
    }

    proptest! {
        #[test]
        fn a_literal_means_its_value(value in any::<String>(), double in any::<bool>()) {
            let quote = if double { Quote::Double } else { Quote::Single };
            let literal = string_literal(&value, quote);
            let module = parse(&SourceFile::from_text("a.py", format!("{literal}\n"))).unwrap();
            let StmtKind::Expr(expr) = &module.body[0].kind else { panic!("{literal}") };
            prop_assert_eq!(expr.as_str(), Some(value.as_str()));
        }
    }
}
