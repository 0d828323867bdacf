"""What a revision does, as SQL, and what that SQL says about each column."""

import io
import re

from alembic.migration import MigrationContext
from alembic.operations import Operations

from . import truth

# Names that Postgres takes for the same type.
SAME = (
    (r"\bcharacter varying\b", "varchar"), (r"\bcharacter\b", "char"), (r"\bdecimal\b", "numeric"),
    (r"\btimestamp without time zone\b", "timestamp"), (r"\btime without time zone\b", "time"),
    (r"\btimestamptz\b", "timestamp with time zone"), (r"\bint4?\b", "integer"),
    (r"\bint8\b", "bigint"), (r"\bint2\b", "smallint"), (r"\bbool\b", "boolean"),
    (r"\bdouble precision\b|\bfloat8\b", "float"), (r"\bfloat4\b", "real"), (r"\bvarbit\b", "bit varying"),
)


def upgrade(names, driver):
    """The SQL of the `upgrade()` among `names`."""
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written, "literal_binds": True}
    context = MigrationContext.configure(dialect=truth.dialect(driver), opts=options)
    with Operations.context(context):
        names["upgrade"]()
    return [text.strip() for text in written.getvalue().split(";\n") if text.strip()]


def columns(statements):
    """What is said of each `table.column`, in order; what else is created, under its own text."""
    found = {}

    def note(table, column, text):
        found.setdefault(f"{table}.{column}".replace('"', ""), []).append(normal(text))

    for statement in statements:
        if made := re.match(r"CREATE TABLE (\S+) \(\n?(.*)\n?\)", statement, re.DOTALL):
            for line in re.split(r",\s*\n\s*", made[2].strip()):
                name, _, text = line.strip().partition(" ")
                key = "constraint" if name in ("PRIMARY", "CONSTRAINT", "CHECK", "UNIQUE") else name
                note(made[1], key, line if key == "constraint" else text)
        elif made := re.match(r"ALTER TABLE (\S+) ADD COLUMN (\S+) (.*)", statement, re.DOTALL):
            note(made[1], made[2], made[3])
        elif made := re.match(r"ALTER TABLE (\S+) ALTER COLUMN (\S+) TYPE (.*)", statement, re.DOTALL):
            note(made[1], made[2], made[3])
        else:
            found.setdefault(normal(statement), []).append("")
    return found


def normal(text):
    """SQL with blanks, the case outside quotes and the names of types made alike."""
    parts = re.split(r"""('(?:[^']|'')*'|"[^"]*")""", " ".join(text.split()))
    for at in range(0, len(parts), 2):
        part = re.sub(r"\s*([(),])\s*", r"\1", parts[at].lower())
        for wanted, name in SAME:
            part = re.sub(wanted, name, part)
        parts[at] = part
    return "".join(parts).strip()


def bare(text):
    """The type alone of what stands behind a column's name."""
    return re.sub(r"\s*(\bdefault .*?)?\s*(\bnot null)?$", "", text)
