//! Revisions of standard operations alone, told without a parser: most of a history is nothing else.

mod balance;
mod past;
mod values;
mod words;

pub use past::{is_spoken_of, taken_away};

use balance::Balance;
use memchr::memmem;
use words::is_keyword;

/// The names that Alembic's template gives to modules, with the modules that it imports for them.
const ROOTS: [&str; 3] = ["op", "sa", "postgresql"];

/// What Alembic reads of a revision.
const ASSIGNED: [&str; 4] = ["revision", "down_revision", "branch_labels", "depends_on"];

/// Deepest nesting and indentation that is looked into.
const MOST_DEEP: u32 = 20;
const MOST_INDENT: usize = 64;

/// Whether `text` is a revision in which planning finds nothing, whatever the rules are: valid Python made
/// of operations, names of SQLAlchemy under the modules that Alembic's template imports, and literals.
/// `is_taken` says whether the name of a table means something to a rule pack.
///
/// It takes a small part of the time of parsing, and may err on the side of `false` alone: whatever planning
/// learns to say of standard operations has to be left to it here. What the history alone can say of them is
/// asked for beside it (`taken_away`).
pub fn is_plain(text: &str, is_taken: &dyn Fn(&str) -> bool) -> bool {
    // A comment may suppress something, or nothing.
    if memmem::find(text.as_bytes(), b"rectify:").is_some_and(|at| text[at..].contains("ignore")) {
        return false;
    }
    let reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        is_taken,
        names_table: false,
        seen: [false; 3],
        assigned: [false; 4],
        upgrades: false,
        downgrades: false,
        balance: Balance::default(),
        keywords: Vec::new(),
    };
    reader.module().is_some()
}

/// Reads the text from its beginning to its end. What it gives up on is `None`.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    is_taken: &'a dyn Fn(&str) -> bool,
    /// Whether the strings at hand may name a table.
    names_table: bool,
    /// Which of `ROOTS` are imported so far.
    seen: [bool; 3],
    /// Which of `ASSIGNED` came so far.
    assigned: [bool; 4],
    upgrades: bool,
    /// Whether the function at hand is the downgrade.
    downgrades: bool,
    balance: Balance,
    /// The keywords of the calls that are open.
    keywords: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn module(mut self) -> Option<()> {
        while self.next_statement()? {
            match self.name() {
                Some("import") => self.import()?,
                Some("from") => self.import_from()?,
                Some("def") => self.function()?,
                Some(name) => self.assignment(name)?,
                None => {
                    self.string()?;
                    self.end_of_line()?;
                }
            }
        }
        (self.upgrades && self.assigned[0] && self.assigned[1] && self.balance.is_even()).then_some(())
    }

    /// `alembic.op`
    fn path(&mut self) -> Option<&'a str> {
        let from = self.at;
        self.identifier()?;
        while self.takes(".") {
            self.identifier()?;
        }
        Some(&self.text[from..self.at])
    }

    /// The name that ` as name` gives, or `own` where that is not there.
    fn alias(&mut self, own: &'a str) -> Option<&'a str> {
        let from = self.at;
        if self.blanks() > 0 && self.name() == Some("as") {
            self.blanks();
            return self.identifier();
        }
        self.at = from;
        Some(own)
    }

    /// `import sqlalchemy as sa`, or what binds none of the three names.
    fn import(&mut self) -> Option<()> {
        self.blanks();
        let module = self.path()?;
        let bound = self.alias(module.split('.').next().unwrap_or(module))?;
        self.bind(bound, (module, bound) == ("sqlalchemy", "sa"))?;
        self.end_of_line()
    }

    /// `from alembic import op`, or what binds none of the three names.
    fn import_from(&mut self) -> Option<()> {
        self.blanks();
        let module = self.path()?;
        self.blanks();
        self.wants("import ")?;
        loop {
            self.blanks();
            let name = self.identifier()?;
            let bound = self.alias(name)?;
            let is_meant =
                matches!((module, name), ("alembic", "op") | ("sqlalchemy.dialects", "postgresql"));
            self.bind(bound, is_meant && bound == name)?;
            self.blanks();
            if !self.takes(",") {
                return self.end_of_line();
            }
        }
    }

    fn bind(&mut self, name: &str, rightly: bool) -> Option<()> {
        match ROOTS.iter().position(|root| *root == name) {
            Some(at) if rightly => self.seen[at] = true,
            Some(_) => return None,
            None => {}
        }
        Some(())
    }

    /// `down_revision: Union[str, None] = 'a'`
    fn assignment(&mut self, name: &str) -> Option<()> {
        let at = ASSIGNED.iter().position(|assigned| *assigned == name)?;
        self.assigned[at] = true;
        self.blanks();
        if self.takes(":") {
            self.blanks();
            self.annotation(0)?;
            self.blanks();
        }
        self.wants("=")?;
        self.blanks();
        self.names_table = false;
        self.value(0, false)?;
        self.end_of_line()
    }

    /// `Union[str, Sequence[str], None]`
    fn annotation(&mut self, depth: u32) -> Option<()> {
        loop {
            let name = self.word()?;
            if depth > MOST_DEEP || (is_keyword(name) && name != "None") {
                return None;
            }
            if self.takes("[") {
                self.annotation(depth + 1)?;
                while self.takes(", ") {
                    self.annotation(depth + 1)?;
                }
                self.wants("]")?;
            }
            if !self.takes(" | ") {
                return Some(());
            }
        }
    }

    /// `def upgrade() -> None:` with its body.
    fn function(&mut self) -> Option<()> {
        self.blanks();
        self.downgrades = match self.word()? {
            "upgrade" => false,
            "downgrade" => true,
            _ => return None,
        };
        self.upgrades |= !self.downgrades;
        self.wants("()")?;
        self.takes(" -> None");
        self.wants(":")?;
        self.end_of_line()?;
        let mut body = None;
        loop {
            let from = self.at;
            let indent = self.blanks();
            match self.peek() {
                Some(b'#' | b'\n' | b'\r') => self.end_of_line()?,
                None | Some(_) if indent == 0 => {
                    self.at = from;
                    return body.map(|_| ());
                }
                None => return body.map(|_| ()),
                Some(_) if indent > MOST_INDENT || *body.get_or_insert(indent) != indent => return None,
                Some(_) => self.body_statement()?,
            }
        }
    }

    fn body_statement(&mut self) -> Option<()> {
        match self.name() {
            Some("pass") => {}
            Some("op") if self.seen[0] => {
                self.wants(".")?;
                let operation = self.identifier()?;
                self.balance.add(operation, self.downgrades)?;
                self.names_table = matches!(operation, "create_table" | "drop_table");
                self.call(0, true)?;
            }
            Some(_) => return None,
            None => {
                self.names_table = false;
                self.string()?;
            }
        }
        self.end_of_line()
    }
}
