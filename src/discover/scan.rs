//! Plain text searches in revisions: quick, and on the side of caution.

use std::collections::BTreeSet;

use memchr::memmem;

/// Whether `bytes` may be a revision: a cheap look before decoding and parsing.
pub(crate) fn may_be_revision(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"revision").is_some()
        && memmem::find_iter(bytes, "upgrade").any(|at| {
            let gap = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\\' | b'\r' | b'\n');
            let length = bytes[..at].iter().rev().take_while(gap).count();
            length > 0 && bytes[..at - length].ends_with(b"def")
        })
}

/// Bytes as text for searching: whatever is not UTF-8 becomes some character.
pub(super) fn as_text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into(),
    }
}

/// What the SQL of a file relies on and makes.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Tables whose column order matters, in lower case.
    pub(super) ordered_tables: BTreeSet<String>,
    /// Whether the order of a table whose name is not written out matters.
    pub(super) any_table_ordered: bool,
}

impl Facts {
    /// Looks through `text`, which is in lower case.
    pub(super) fn of(text: &str) -> Self {
        let mut facts = Self::default();
        for at in words(text, "insert") {
            facts.insert(Tokens(&text[at..]));
        }
        for at in words(text, "copy") {
            facts.copy(Tokens(&text[at..]));
        }
        for at in words(text, "select") {
            facts.select(window(&text[at..]));
        }
        // What takes its columns, or a whole row, from a table.
        for (word, behind) in
            [("like", &["(", ","][..]), ("of", &["partition"]), ("returns", &[""]), ("setof", &[""])]
        {
            for at in words(text, word) {
                let head =
                    text[..at - word.len()].trim_end_matches(|c: char| c.is_whitespace() || is_noise(c));
                if behind.iter().any(|end| head.ends_with(end)) {
                    facts.ordered_tables.extend(Tokens(&text[at..]).name());
                }
            }
        }
        for at in words(text, "inherits") {
            facts.parents(window(&text[at..]));
        }
        for at in memmem::find_iter(text.as_bytes(), "::") {
            facts.ordered_tables.extend(Tokens(&text[at + 2..]).name());
        }
        for at in memmem::find_iter(text.as_bytes(), "%rowtype") {
            let start = text[..at].rfind(|c: char| !is_name(c) && !is_noise(c)).map_or(0, |start| start + 1);
            facts.ordered_tables.extend(Tokens(&text[start..at]).name());
        }
        facts
    }

    fn insert(&mut self, mut tokens: Tokens<'_>) {
        if !tokens.takes("into") {
            return;
        }
        let table = tokens.name();
        if tokens.takes("as") {
            tokens.name();
        }
        let listed = tokens.peek() == Some('(') && {
            tokens.skip_char();
            !tokens.takes("select") && !tokens.takes("with") && !tokens.takes("values")
        };
        if !listed {
            self.relies_on(table);
        }
    }

    fn copy(&mut self, mut tokens: Tokens<'_>) {
        let table = tokens.name();
        if table.is_some() && (tokens.takes("from") || tokens.takes("to")) {
            self.relies_on(table);
        }
    }

    fn select(&mut self, text: &str) {
        let Some(from) = words(text, "from").next() else { return };
        let star = text[..from].match_indices('*').any(|(at, _)| {
            let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || is_noise(c));
            before.is_empty()
                || before.ends_with(['.', ','])
                || before.ends_with("distinct")
                || before.ends_with("all")
        });
        if !star {
            return;
        }
        let clause = &text[from..];
        let end = ["where", "group", "order", "limit", "union", "returning"]
            .iter()
            .filter_map(|word| words(clause, word).next().map(|end| end - word.len()))
            .chain(clause.find(';'))
            .min()
            .unwrap_or(clause.len());
        self.any_table_ordered |= clause[..end].contains(['{', '%']);
        let names = clause[..end].split(|c: char| !is_name(c)).filter(|name| !name.is_empty());
        self.ordered_tables.extend(names.map(str::to_owned));
    }

    /// `(a, b)` behind `INHERITS`.
    fn parents(&mut self, text: &str) {
        let Some((list, _)) = text.trim_start().strip_prefix('(').and_then(|list| list.split_once(')'))
        else {
            return;
        };
        self.ordered_tables.extend(list.split(',').filter_map(|table| Tokens(table).name()));
    }

    fn relies_on(&mut self, table: Option<String>) {
        match table {
            Some(table) => {
                self.ordered_tables.insert(table);
            }
            None => self.any_table_ordered = true,
        }
    }
}

/// The offsets behind each occurrence of the whole word.
fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(text.as_bytes(), word).filter_map(move |at| {
        let end = at + word.len();
        let free = !text[..at].ends_with(is_name) && !text[end..].starts_with(is_name);
        free.then_some(end)
    })
}

/// As much of `text` as one statement may take.
fn window(text: &str) -> &str {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Quotes of Python and SQL, and the line breaks between the strings that make up a statement.
fn is_noise(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\')
}

/// SQL in Python strings, token by token.
struct Tokens<'a>(&'a str);

impl Tokens<'_> {
    fn skip(&mut self) {
        loop {
            let rest = self.0.trim_start_matches(|c: char| c.is_whitespace() || is_noise(c));
            // `\n` written out, after its backslash.
            let escaped = self.0.len() > rest.len() && self.0[..self.0.len() - rest.len()].ends_with('\\');
            self.0 = match rest.strip_prefix(['n', 't', 'r']) {
                Some(after) if escaped => after,
                _ => {
                    self.0 = rest;
                    return;
                }
            };
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.skip();
        self.0.chars().next()
    }

    fn skip_char(&mut self) {
        let mut chars = self.0.chars();
        chars.next();
        self.0 = chars.as_str();
    }

    /// Takes the word if it comes next.
    fn takes(&mut self, word: &str) -> bool {
        self.skip();
        let Some(rest) = self.0.strip_prefix(word).filter(|rest| !rest.starts_with(is_name)) else {
            return false;
        };
        self.0 = rest;
        true
    }

    /// Takes a name, and gives its last part; none where it is not written out.
    fn name(&mut self) -> Option<String> {
        let mut last = None;
        loop {
            self.skip();
            let end = self.0.find(|c: char| !is_name(c)).unwrap_or(self.0.len());
            let (name, rest) = self.0.split_at(end);
            if name.is_empty() {
                let end = self.0.find([' ', '\n']).unwrap_or(self.0.len());
                self.0 = &self.0[end..];
                return None;
            }
            last = Some(name.to_owned()).or(last);
            self.0 = rest.trim_start_matches(is_noise);
            match self.0.strip_prefix('.') {
                Some(rest) => self.0 = rest,
                None => return last,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_defines_upgrade_may_be_a_revision() {
        assert!(may_be_revision(b"revision: str = 'a'\ndef upgrade() -> None:\n"));
        assert!(may_be_revision(b"revision = 'a'\ndef  upgrade(op):\n"));
        assert!(!may_be_revision(b"revision = 'a'\n# upgrade\n"));
        assert!(!may_be_revision(b"def upgrade():\n"));
        assert!(!may_be_revision(b"revision, def, \xff"));
    }

    #[track_caller]
    fn ordered(text: &str) -> Vec<String> {
        Facts::of(&text.to_lowercase()).ordered_tables.into_iter().collect()
    }

    #[test]
    fn an_insert_without_columns_relies_on_their_order() {
        assert_eq!(ordered("op.execute('INSERT INTO doc VALUES (1)')"), ["doc"]);
        assert_eq!(ordered(r#"op.execute("INSERT INTO \"app\".\"Doc\"\n VALUES (1)")"#), ["doc"]);
        assert_eq!(ordered("'''insert into app.doc\n select 1'''"), ["doc"]);
        assert_eq!(ordered("\"INSERT INTO doc \"\n    \"VALUES (1)\""), ["doc"]);
        assert_eq!(ordered("insert into doc (select 1)"), ["doc"]);
        assert!(ordered("insert into doc (a, b) values (1, 2)").is_empty());
        assert!(ordered("insert into doc as d (a) values (1)").is_empty());
        assert!(Facts::of("insert into {table} values (1)").any_table_ordered);
    }

    #[test]
    fn a_star_relies_on_the_order() {
        assert_eq!(ordered("SELECT * FROM doc WHERE a"), ["doc"]);
        assert_eq!(ordered("select d.*, 1 from app.doc d;"), ["app", "d", "doc"]);
        assert!(ordered("select count(*) from doc").is_empty());
        assert!(ordered("select a from doc").is_empty());
    }

    #[test]
    fn what_is_made_after_a_table_has_its_order() {
        assert_eq!(ordered("CREATE TABLE b (LIKE app.doc INCLUDING ALL)"), ["doc"]);
        assert_eq!(ordered("create table b (n int, like \"Doc\")"), ["doc"]);
        assert_eq!(ordered("CREATE TABLE b () INHERITS (app.doc, \"Page\")"), ["doc", "page"]);
        assert_eq!(ordered("create table b partition of doc default"), ["doc"]);
        assert_eq!(ordered("create function f() returns doc"), ["doc"]);
        assert_eq!(ordered("create function f() returns setof app.doc"), ["doc", "setof"]);
        assert_eq!(ordered("declare d app.doc%ROWTYPE"), ["doc"]);
        assert_eq!(ordered("row(1, 2)::doc"), ["doc"]);
        assert!(ordered("title like 'doc', part of doc, create table doc").is_empty());
    }

    #[test]
    fn copy_relies_on_the_order() {
        assert_eq!(ordered("COPY doc FROM STDIN"), ["doc"]);
        assert!(ordered("COPY doc (a, b) FROM STDIN").is_empty());
    }
}
