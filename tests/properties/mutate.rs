//! Revisions with random damage.

use proptest::prelude::*;
use proptest::sample::Index;

use super::corpus;

/// What is put into revisions: bits of Python and of revisions.
const SNIPPETS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ",\n",
    ":",
    ";",
    "; ",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "\\",
    "\\\n",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\u{c}",
    "\u{feff}",
    "é",
    "𝒳",
    "#",
    "  # note\n",
    "=",
    "*",
    "**",
    "*x, ",
    "**kw, ",
    "->",
    ":=",
    "@",
    ".",
    "<",
    ">",
    "<enum 'E'>",
    "<function <lambda> at 0x7f>",
    "<class 'a.B'>",
    "# rectify: ignore[custom-type]\n",
    "# rectify: ignore-file[pgvector]\n",
    "# rectify: ignore[",
    "if x:\n",
    "    if bind.dialect.name == 'sqlite':\n        return\n",
    "for t in tables:\n",
    "with x as y:\n",
    "lambda: ",
    "return\n",
    "pass\n",
    "def upgrade():\n",
    "def f(op):\n",
    "class A:\n",
    "async ",
    "await ",
    "f'{x}'",
    "b'x'",
    "r'\\'",
    "f\"{'",
    "op.execute('SELECT 1')\n",
    "op",
    "sa",
    "sa.Column",
    "Vector",
    "db.Vector(3)",
    "sa.Column('x', db.Vector(3)), ",
    "sa.Column(Vector(3)), ",
    "pgvector.sqlalchemy.vector.VECTOR(dim=3)",
    "pgvector.sqlalchemy.Vector()",
    "sa.ARRAY(db.Vector(3))",
    ".with_variant(sa.Text(), 'sqlite')",
    "sqlmodel.sql.sqltypes.AutoString()",
    "sqlalchemy_utils.types.uuid.UUIDType()",
    "sa.NullType()",
    "Text()",
    "nullable=False",
    "server_default=sa.text(\"':x'\")",
    "server_default='it''s'",
    "primary_key=True",
    "comment='c'",
    "schema='s'",
    "unique=True",
    "existing_type=db.Vector(3)",
    "type_=db.Vector(4)",
    "import pgvector\n",
    "import pgvector.sqlalchemy\n",
    "from pgvector.sqlalchemy import Vector\n",
    "from x import *\n",
    "import sqlalchemy\n",
    "from alembic import op as migration\n",
    "with op.batch_alter_table('t') as batch_op:\n    batch_op.add_column(sa.Column('x', db.Vector(3)))\n",
];

/// Random pieces, one after the other.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(SNIPPETS).prop_map(ToOwned::to_owned),
        1 => "\\PC{0,6}",
        1 => "[a-z_]{1,5}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A revision with `text` in `upgrade`.
pub(crate) fn in_revision(text: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'b'\ndown_revision = 'a'\n\n\n\
         def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer()))\n    {text}\n\n\n\
         def downgrade():\n    op.drop_table('t')\n"
    )
}

#[derive(Clone, Debug)]
enum Mutation {
    Delete(Index, usize),
    Insert(Index, &'static str),
    Duplicate(Index, usize, Index),
    Splice(Index, Index, Index, usize),
    Byte(Index, u8),
    DeleteLine(Index),
    DuplicateLine(Index, Index),
    JoinLines(Index),
    Indent(Index, bool),
}

/// A revision of the corpus and what is done to it.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    sample: Index,
    mutations: Vec<Mutation>,
}

/// A revision with up to six mutations.
pub(crate) fn mutant() -> impl Strategy<Value = Mutant> {
    let at = any::<Index>;
    let mutation = prop_oneof![
        3 => (at(), 1..40_usize).prop_map(|(start, length)| Mutation::Delete(start, length)),
        6 => (at(), prop::sample::select(SNIPPETS)).prop_map(|(start, text)| Mutation::Insert(start, text)),
        2 => (at(), 1..120_usize, at()).prop_map(|(from, length, to)| Mutation::Duplicate(from, length, to)),
        2 => (at(), at(), at(), 1..200_usize)
            .prop_map(|(file, from, to, length)| Mutation::Splice(file, from, to, length)),
        1 => (at(), any::<u8>()).prop_map(|(start, byte)| Mutation::Byte(start, byte)),
        2 => at().prop_map(Mutation::DeleteLine),
        2 => (at(), at()).prop_map(|(from, to)| Mutation::DuplicateLine(from, to)),
        2 => at().prop_map(Mutation::JoinLines),
        1 => (at(), any::<bool>()).prop_map(|(line, more)| Mutation::Indent(line, more)),
    ];
    (at(), prop::collection::vec(mutation, 1..7)).prop_map(|(sample, mutations)| Mutant { sample, mutations })
}

impl Mutant {
    /// The bytes of the damaged file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let (_, original) = self.sample.get(corpus::files());
        let mut bytes = original.clone();
        for mutation in &self.mutations {
            if bytes.is_empty() {
                break;
            }
            mutation.apply(&mut bytes);
        }
        bytes
    }
}

impl Mutation {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Delete(start, length) => {
                let range = part(bytes, *start, *length);
                bytes.drain(range);
            }
            Self::Insert(start, text) => put(bytes, *start, text.as_bytes()),
            Self::Duplicate(from, length, to) => {
                let copy = bytes[part(bytes, *from, *length)].to_vec();
                put(bytes, *to, &copy);
            }
            Self::Splice(file, from, to, length) => {
                let (_, other) = file.get(corpus::files());
                if !other.is_empty() {
                    put(bytes, *to, &other[part(other, *from, *length)]);
                }
            }
            Self::Byte(start, byte) => {
                let at = start.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::DeleteLine(line) => {
                let range = whole_line(bytes, *line);
                bytes.drain(range);
            }
            Self::DuplicateLine(from, to) => {
                let copy = bytes[whole_line(bytes, *from)].to_vec();
                let at = whole_line(bytes, *to).start;
                bytes.splice(at..at, copy);
            }
            Self::JoinLines(line) => {
                let end = whole_line(bytes, *line).end;
                if end > 0 && bytes[end - 1] == b'\n' {
                    bytes[end - 1] = b' ';
                }
            }
            Self::Indent(line, more) => {
                let at = whole_line(bytes, *line).start;
                if *more {
                    bytes.splice(at..at, *b"    ");
                } else if bytes[at..].starts_with(b"    ") {
                    bytes.drain(at..at + 4);
                }
            }
        }
    }
}

fn part(bytes: &[u8], start: Index, length: usize) -> std::ops::Range<usize> {
    let start = start.index(bytes.len());
    start..(start + length).min(bytes.len())
}

fn put(bytes: &mut Vec<u8>, at: Index, text: &[u8]) {
    let at = at.index(bytes.len() + 1);
    bytes.splice(at..at, text.iter().copied());
}

/// The line around a random place, with its line ending.
fn whole_line(bytes: &[u8], at: Index) -> std::ops::Range<usize> {
    let at = at.index(bytes.len());
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end =
        bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| at + newline + 1);
    start..end
}
