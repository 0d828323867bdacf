//! Ini files, line by line as Python's `configparser` takes them.

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// It opens a section.
    Section(&'a str),
    /// It sets an option: the name and the value as written.
    Option(&'a str, &'a str),
    /// It goes on with the value of the option before.
    More(&'a str),
    /// It says nothing: a blank line, or a comment.
    Nothing,
}

/// A line with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where it begins.
    pub(super) at: usize,
    /// All of it, with its ending.
    pub(super) text: &'a str,
    /// What it is.
    pub(super) kind: Kind<'a>,
}

impl<'a> Line<'a> {
    /// The blanks that it begins with.
    pub(super) fn indent(&self) -> &'a str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    /// Where the next line begins.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The lines of a text. One that is indented deeper than the option before goes on with it, also behind
/// comments and blank lines; else the indentation of options and sections means nothing.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut end = 0;
    let mut option = None;
    text.split_inclusive('\n').map(move |text| {
        let at = end;
        end += text.len();
        let value = text.trim();
        let mut line = Line { at, text, kind: Kind::Nothing };
        if value.is_empty() || value.starts_with(['#', ';']) {
            return line;
        }
        let indent = line.indent().len();
        if option.is_some_and(|option| indent > option) {
            line.kind = Kind::More(value);
        } else if let Some((name, _)) = value.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            option = None;
            line.kind = Kind::Section(name);
        } else if let Some((name, value)) = value.split_once(['=', ':']) {
            option = Some(indent);
            line.kind = Kind::Option(name.trim_end(), value.trim_start());
        }
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_tells_what_goes_on() {
        let text = "[a]\n  x : 1\n\n    # no\n    y = 2\n  z=\n [b]\n";
        let kinds: Vec<Kind<'_>> = lines(text).map(|line| line.kind).collect();
        let wanted = [
            Kind::Section("a"),
            Kind::Option("x", "1"),
            Kind::Nothing,
            Kind::Nothing,
            Kind::More("y = 2"),
            Kind::Option("z", ""),
            Kind::Section("b"),
        ];
        assert_eq!(kinds, wanted);
    }
}
