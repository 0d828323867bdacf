//! Text with placeholders.

use super::rule::{Piece, Template};

impl Template {
    /// Takes `vector({dim})` apart; `{{` and `}}` stand for braces.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let end = rest.find(['{', '}']).filter(|&end| brace == "{" && rest[end..].starts_with('}'));
            let Some(end) = end else {
                return Err(format!(
                    "`{brace}` without its partner; write `{brace}{brace}` for the character"
                ));
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(placeholder(&rest[..end]));
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { pieces, ..Self::default() })
    }

    /// The names of its placeholders.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Argument(name) | Piece::Choice { argument: name, .. } => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The template as it was written, but for doubled braces.
    pub fn written(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Argument(name) => format!("{{{name}}}"),
            Piece::Choice { argument, yes, no } => format!("{{{argument}:{yes}|{no}}}"),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// The text with `1` for every placeholder, to see what it looks like.
    pub(super) fn sample(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Argument(_) => "1".to_owned(),
            Piece::Choice { yes, .. } => yes.clone(),
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// `{name}` or `{name:yes|no}`.
fn placeholder(text: &str) -> Piece {
    match text.split_once(':').and_then(|(name, texts)| Some((name, texts.split_once('|')?))) {
        Some((name, (yes, no))) => {
            Piece::Choice { argument: name.to_owned(), yes: yes.to_owned(), no: no.to_owned() }
        }
        None => Piece::Argument(text.to_owned()),
    }
}

/// Whether brackets and quotes of the text close each other.
pub(super) fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(end), _) if c == end => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return false,
            (Some(_) | None, _) => {}
        }
    }
    open.is_empty() && quote.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_doubled_braces() {
        let template = Template::parse("a{{{b}}}c{d}").unwrap();
        assert_eq!(template.placeholders().collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(template.sample(), "a{1}c1");
        for broken in ["{", "}", "a{b", "{a{b}", "a}b{c}"] {
            assert!(Template::parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_truth_value_chooses_between_texts() {
        let template = Template::parse("timestamp {tz:with|without} time zone").unwrap();
        assert_eq!(template.placeholders().collect::<Vec<_>>(), ["tz"]);
        assert_eq!(template.sample(), "timestamp with time zone");
        assert_eq!(template.written(), "timestamp {tz:with|without} time zone");
    }

    #[test]
    fn brackets_in_quotes_do_not_count() {
        assert!(is_balanced("varchar(1)[] COLLATE \"(\""));
        assert!(!is_balanced("vector(1"));
        assert!(!is_balanced("vector[1)"));
    }
}
