"""Writes a chain of revisions that change a schema at random, the same for the same seed."""

import random
import shutil

from oracle.environment import HERE

HEADER = '''"""{title}

Revision ID: {revision}
Revises: {parent}
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = {revision!r}
down_revision = {parent!r}
branch_labels = None
depends_on = None


def upgrade():
{up}


def downgrade():
{down}
'''

# SQLAlchemy's expression, Postgres's name, defaults as SQLAlchemy and as SQL.
TYPES = [
    ("sa.Integer()", "INTEGER", [("'7'", "'7'"), ("sa.text('0')", "0")]),
    ("sa.BigInteger()", "int8", [("sa.text('1 + 1')", "1 + 1")]),
    ("sa.SmallInteger()", "smallint", []),
    ("sa.String(length={n})", "varchar({n})", [("'draft'", "'draft'"), ("\"it's\"", "'it''s'")]),
    ("sa.String()", "varchar", [("sa.text(\"'x'::character varying\")", "'x'::character varying")]),
    ("sa.Text()", "text", [("''", "''"), ("sa.text(\"lower('A')\")", "lower('A')")]),
    ("sa.Boolean()", "bool", [("sa.text('false')", "false"), ("sa.true()", "true"), ("'f'", "'f'")]),
    ("sa.Numeric(precision={n}, scale=2)", "decimal({n}, 2)", [("sa.text('1.5')", "1.5")]),
    ("sa.Float()", "float", []),
    ("sa.DateTime()", "timestamp", [("sa.func.now()", "now()")]),
    ("sa.DateTime(timezone=True)", "timestamptz", [("sa.text('CURRENT_TIMESTAMP')", "CURRENT_TIMESTAMP")]),
    ("sa.Date()", "date", []),
    ("sa.Uuid()", "uuid", [("sa.text('gen_random_uuid()')", "gen_random_uuid()")]),
    ("sa.JSON()", "json", []),
    ("postgresql.JSONB(astext_type=sa.Text())", "jsonb", [("sa.text(\"'{{}}'::jsonb\")", "'{{}}'::jsonb")]),
    ("postgresql.ARRAY(sa.Text())", "text[]", [("'{{}}'", "'{{}}'")]),
    ("sa.LargeBinary()", "bytea", []),
    ("postgresql.TIMESTAMP(precision=3)", "timestamp(3)", []),
    ("postgresql.INET()", "inet", []),
    ("sa.Interval()", "interval", []),
]
# Changes of type that Postgres makes by itself, both ways.
WIDER = {"sa.Integer()": ("sa.BigInteger()", "bigint"), "sa.String()": ("sa.Text()", "text"),
         "sa.SmallInteger()": ("sa.Integer()", "integer")}
# More would only make each comparison longer.
MOST_TABLES = 12
WORDS = ["user", "order", "item", "Tag", "event log", "status", "label", "amount", "owner", "note", "group",
         "price", "kind", "code", "position", "a_rather_long_name_for_a_thing_of_the_warehouse"]


def write(folder, seed, length):
    """Make `folder` a project with `length` revisions."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    shutil.copy(HERE / "template" / "env.py", folder / "env.py")
    maker = Maker(random.Random(seed))
    parent = None
    for number in range(length):
        revision = f"{number:04}{maker.random.randrange(16**8):08x}"
        title, up, down = maker.change()
        text = HEADER.format(title=title, revision=revision, parent=parent,
                             up=indent(up), down=indent(down))
        (versions / f"{revision}.py").write_text(text, encoding="utf-8")
        parent = revision
    return folder


def indent(lines):
    """Statements as the body of a function."""
    return "\n".join("    " + line for line in lines or ["pass"])


def quoted(name):
    """An identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'


def execute(sql):
    """A statement that runs SQL."""
    return f"op.execute({sql!r})"


class Maker:
    """Changes a schema in its mind."""

    def __init__(self, source):
        self.random = source
        self.count = 0
        self.tables = {}
        self.enums = {}

    def change(self):
        """One change: its title, and the statements up and down."""
        ways = [self.create_table] * 4 + [
            self.add_column, self.add_column, self.add_column, self.drop_column, self.alter_type, self.nullable,
            self.default, self.rename_column, self.rename_table, self.create_index, self.create_index,
            self.drop_index, self.unique, self.check, self.foreign_key, self.drop_constraint, self.create_enum,
            self.add_label, self.enum_column, self.drop_table, self.batch, self.several,
        ]
        while True:
            way = self.random.choice(ways)
            found = way()
            if found:
                return (way.__name__.replace("_", " "), *found)

    def fresh(self, taken):
        """A name that nothing has."""
        while True:
            name = self.random.choice(WORDS)
            if self.random.random() < 0.7:
                self.count += 1
                name = f"{name[:40]}_{self.count}"
            if name not in taken:
                return name

    def some_table(self, *wanted):
        """A table for which every condition holds."""
        fitting = [name for name, table in self.tables.items() if all(test(table) for test in wanted)]
        return self.random.choice(fitting) if fitting else None

    def some_type(self):
        """A type with its defaults."""
        python, sql, defaults = self.random.choice(TYPES)
        size = self.random.randint(4, 40)
        return python.format(n=size), sql.format(n=size), [(a.format(), b.format()) for a, b in defaults]

    def some_column(self):
        """A column: its properties."""
        python, sql, defaults = self.some_type()
        default = self.random.choice(defaults) if defaults and self.random.random() < 0.5 else None
        return {"type": python, "sql": sql, "default": default, "nullable": self.random.random() < 0.6,
                "busy": False}

    def as_column(self, name, column, extra=""):
        """The `sa.Column` of a column."""
        default = f", server_default={column['default'][0]}" if column["default"] else ""
        return f"sa.Column({name!r}, {column['type']}{extra}{default}, nullable={column['nullable']})"

    def as_sql(self, name, column):
        """The SQL of a column."""
        default = f" DEFAULT {column['default'][1]}" if column["default"] else ""
        return f"{quoted(name)} {column['sql']}{default}{'' if column['nullable'] else ' NOT NULL'}"

    def create_table(self):
        """A table with a key, columns, and constraints of every kind."""
        if len(self.tables) >= MOST_TABLES:
            return None
        name = self.fresh(self.tables)
        columns = {}
        for _ in range(self.random.randint(1, 4)):
            columns[self.fresh(columns)] = self.some_column()
        table = {"columns": columns, "indexes": {}, "constraints": {}, "key": "id", "referenced": False}
        if self.random.random() < 0.25:
            key = self.random.choice(["serial", "bigint GENERATED ALWAYS AS IDENTITY", "integer"])
            parts = [f"id {key} PRIMARY KEY", *(self.as_sql(*item) for item in columns.items())]
            up = [execute(f"CREATE TABLE {quoted(name)} ({', '.join(parts)})")]
        else:
            key = self.random.choice(["sa.Integer()", "sa.BigInteger()", "sa.Integer(), sa.Identity(start=5)"])
            parts = [f"sa.Column('id', {key}, nullable=False)"]
            for column, entry in columns.items():
                parts.append(self.as_column(column, entry))
            chosen = self.random.choice(list(columns))
            if self.random.random() < 0.4 and "json" not in columns[chosen]["sql"]:
                constraint = self.random.choice(["", f", name='uq_{self.count}'"])
                parts.append(f"sa.UniqueConstraint({chosen!r}{constraint})")
                columns[chosen]["busy"] = True
            target = self.some_table(lambda other: other["key"] == "id" and other["integer"])
            if target and self.random.random() < 0.5:
                parts.append(f"sa.Column('ref', sa.Integer(), sa.ForeignKey({'%s.id' % target!r}, "
                             "ondelete='CASCADE'), index=True, nullable=True)" if "." not in target else "")
                columns["ref"] = {"type": "sa.Integer()", "sql": "integer", "default": None, "nullable": True,
                                  "busy": True}
                self.tables[target]["referenced"] = True
                table["refers"] = target
            parts.append("sa.PrimaryKeyConstraint('id')" if self.random.random() < 0.6
                         else f"sa.PrimaryKeyConstraint('id', name=op.f('pk_{self.count}_{len(self.tables)}'))")
            up = [f"op.create_table({name!r}, {', '.join(part for part in parts if part)})"]
        table["integer"] = "igint" not in key.lower() and "BigInteger" not in key
        table["made"] = list(up)
        table["touched"] = False
        self.tables[name] = table
        return up, [f"op.drop_table({name!r})"]

    def touch(self, name):
        """The table, which can no longer be made as it was."""
        self.tables[name]["touched"] = True
        return self.tables[name]

    def add_column(self):
        """A column, by Alembic or by SQL."""
        name = self.some_table()
        if not name:
            return None
        table = self.touch(name)
        column, entry = self.fresh(table["columns"]), self.some_column()
        entry["nullable"] = entry["nullable"] or not entry["default"]
        table["columns"][column] = entry
        down = [f"op.drop_column({name!r}, {column!r})"]
        if self.random.random() < 0.3:
            return [execute(f"ALTER TABLE {quoted(name)} ADD COLUMN {self.as_sql(column, entry)}")], down
        extra = ""
        if entry["sql"] not in ("json",) and self.random.random() < 0.3:
            extra = self.random.choice([", unique=True", ", index=True"]) if len(name) + len(column) < 50 else ""
        text = self.as_column(column, entry).replace(", nullable", f"{extra}, nullable")
        entry["busy"] = bool(extra)
        return [f"op.add_column({name!r}, {text})"], down

    def idle(self, table):
        """Columns that nothing depends on."""
        return [name for name, entry in table["columns"].items() if not entry["busy"]]

    def drop_column(self):
        """A column that nothing depends on."""
        name = self.some_table(self.idle)
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice(self.idle(table))
        entry = table["columns"].pop(column)
        drop = (execute(f"ALTER TABLE {quoted(name)} DROP COLUMN {quoted(column)}")
                if self.random.random() < 0.3 else f"op.drop_column({name!r}, {column!r})")
        return [drop], [f"op.add_column({name!r}, {self.as_column(column, entry)})"]

    def alter_type(self):
        """A wider type and back."""
        def fitting(table):
            return [column for column in self.idle(table) if table["columns"][column]["type"] in WIDER]
        name = self.some_table(fitting)
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice(fitting(table))
        entry = table["columns"][column]
        if entry["default"]:
            return None
        old, (new, sql) = entry["type"], WIDER[entry["type"]]
        old_sql = entry["sql"]
        entry.update(type=new, sql=sql)
        if self.random.random() < 0.3:
            alter = f"ALTER TABLE {quoted(name)} ALTER COLUMN {quoted(column)} TYPE "
            return [execute(alter + sql)], [execute(alter + old_sql)]
        return ([f"op.alter_column({name!r}, {column!r}, existing_type={old}, type_={new})"],
                [f"op.alter_column({name!r}, {column!r}, existing_type={new}, type_={old})"])

    def nullable(self):
        """Whether NULL is refused."""
        name = self.some_table(self.idle)
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice(self.idle(table))
        entry = table["columns"][column]
        entry["nullable"] = not entry["nullable"]
        alter = f"op.alter_column({name!r}, {column!r}, nullable="
        return [f"{alter}{entry['nullable']})"], [f"{alter}{not entry['nullable']})"]

    def default(self):
        """Another default, or none."""
        name = self.some_table(self.idle)
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice(self.idle(table))
        entry = table["columns"][column]
        known = next((defaults for python, _, defaults in TYPES if python == entry["type"]), [])
        old = entry["default"]
        new = self.random.choice([None, *((a.format(), b.format()) for a, b in known)])
        entry["default"] = new
        alter = f"op.alter_column({name!r}, {column!r}, server_default="
        return [f"{alter}{new[0] if new else None})"], [f"{alter}{old[0] if old else None})"]

    def rename_column(self):
        """Another name for a column, busy or not."""
        name = self.some_table(lambda table: [column for column in table["columns"] if column != "ref"])
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice([column for column in table["columns"] if column != "ref"])
        new = self.fresh(table["columns"])
        table["columns"] = {new if key == column else key: entry for key, entry in table["columns"].items()}
        if self.random.random() < 0.4:
            rename = "ALTER TABLE {} RENAME COLUMN {} TO {}"
            return ([execute(rename.format(quoted(name), quoted(column), quoted(new)))],
                    [execute(rename.format(quoted(name), quoted(new), quoted(column)))])
        return ([f"op.alter_column({name!r}, {column!r}, new_column_name={new!r})"],
                [f"op.alter_column({name!r}, {new!r}, new_column_name={column!r})"])

    def rename_table(self):
        """Another name for a table, whose constraints keep theirs."""
        name = self.some_table()
        if not name or self.random.random() < 0.5:
            return None
        self.touch(name)
        new = self.fresh(self.tables)
        self.tables[new] = self.tables.pop(name)
        for table in self.tables.values():
            if table.get("refers") == name:
                table["refers"] = new
        return [f"op.rename_table({name!r}, {new!r})"], [f"op.rename_table({new!r}, {name!r})"]

    def create_index(self):
        """An index: plain, unique, partial, on an expression."""
        def fitting(table):
            return [column for column, entry in table["columns"].items()
                    if entry["sql"].split("(")[0] in ("varchar", "text", "INTEGER", "int8", "timestamptz")]
        name = self.some_table(fitting)
        if not name:
            return None
        table = self.touch(name)
        column = self.random.choice(fitting(table))
        table["columns"][column]["busy"] = True
        self.count += 1
        index = f"ix_{self.count}"
        table["indexes"][index] = column
        is_text = table["columns"][column]["sql"].split("(")[0] in ("varchar", "text")
        ways = [f"op.create_index({index!r}, {name!r}, [{column!r}], unique=False)",
                f"op.create_index({index!r}, {name!r}, [{column!r}, 'id'], unique=True)",
                f"op.create_index({index!r}, {name!r}, [{column!r}], "
                f"postgresql_where=sa.text({quoted(column) + ' IS NOT NULL'!r}))",
                f"op.create_index({index!r}, {name!r}, [{column!r}], postgresql_using='hash')",
                execute(f"CREATE INDEX {index} ON {quoted(name)} ({quoted(column)} DESC NULLS LAST, id)")]
        if is_text:
            ways.append(f"op.create_index({index!r}, {name!r}, [sa.text({'lower(' + quoted(column) + ')'!r})])")
        return [self.random.choice(ways)], [f"op.drop_index({index!r}, table_name={name!r})"]

    def drop_index(self):
        """A plain index; the way back makes a plain one."""
        name = self.some_table(lambda table: table["indexes"])
        if not name:
            return None
        table = self.tables[name]
        index, column = self.random.choice(list(table["indexes"].items()))
        if column not in table["columns"]:
            return None
        self.touch(name)
        # What it was is not remembered, so it becomes one that is.
        renamed = f"{index}_r"
        table["indexes"] = {renamed if key == index else key: value for key, value in table["indexes"].items()}
        return ([execute(f"ALTER INDEX {index} RENAME TO {renamed}")],
                [execute(f"ALTER INDEX {renamed} RENAME TO {index}")])

    def constrain(self, name, column, text, down_kind, sql=None):
        """A constraint with a name or without."""
        table = self.touch(name)
        self.count += 1
        table["columns"][column]["busy"] = True
        constraint = f"c_{self.count}"
        table["constraints"][constraint] = down_kind
        up = execute(sql.format(constraint)) if sql and self.random.random() < 0.3 else text.format(repr(constraint))
        return [up], [f"op.drop_constraint({constraint!r}, {name!r}, type_={down_kind!r})"]

    def unique(self):
        """A unique constraint on two columns."""
        name = self.some_table(self.idle)
        if not name:
            return None
        column = self.random.choice(self.idle(self.tables[name]))
        if "json" in self.tables[name]["columns"][column]["sql"]:
            return None
        return self.constrain(name, column, f"op.create_unique_constraint({{}}, {name!r}, [{column!r}, 'id'])",
                              "unique",
                              f"ALTER TABLE {quoted(name)} ADD CONSTRAINT {{}} UNIQUE ({quoted(column)}, id)")

    def check(self):
        """A check of one column or two."""
        name = self.some_table(self.idle)
        if not name:
            return None
        column = self.random.choice(self.idle(self.tables[name]))
        condition = f"{quoted(column)} IS NOT NULL OR id > 0"
        return self.constrain(name, column, f"op.create_check_constraint(op.f({{}}), {name!r}, {condition!r})",
                              "check", f"ALTER TABLE {quoted(name)} ADD CONSTRAINT {{}} CHECK ({condition})")

    def foreign_key(self):
        """A foreign key to a table with an integer key."""
        def fitting(table):
            return [column for column in self.idle(table) if table["columns"][column]["type"] == "sa.Integer()"]
        name = self.some_table(fitting)
        target = self.some_table(lambda table: table["integer"])
        if not name or not target:
            return None
        self.tables[target]["referenced"] = True
        self.touch(target)
        column = self.random.choice(fitting(self.tables[name]))
        return self.constrain(
            name, column,
            f"op.create_foreign_key({{}}, {name!r}, {target!r}, [{column!r}], ['id'], ondelete='SET NULL')",
            "foreignkey")

    def drop_constraint(self):
        """A constraint gets another name."""
        name = self.some_table(lambda table: table["constraints"])
        if not name:
            return None
        table = self.touch(name)
        constraint = self.random.choice(list(table["constraints"]))
        new = f"{constraint}_r"
        table["constraints"][new] = table["constraints"].pop(constraint)
        rename = f"ALTER TABLE {quoted(name)} RENAME CONSTRAINT {{}} TO {{}}"
        return [execute(rename.format(constraint, new))], [execute(rename.format(new, constraint))]

    def create_enum(self):
        """An enum type."""
        self.count += 1
        name = f"mood_{self.count}"
        self.enums[name] = ["a", "b"]
        if self.random.random() < 0.5:
            return ([f"sa.Enum('a', 'b', name={name!r}).create(op.get_bind())"],
                    [f"sa.Enum(name={name!r}).drop(op.get_bind())"])
        return [execute(f"CREATE TYPE {name} AS ENUM ('a', 'b')")], [execute(f"DROP TYPE {name}")]

    def add_label(self):
        """Another label, which no way back takes away."""
        if not self.enums:
            return None
        name = self.random.choice(list(self.enums))
        label = f"l{len(self.enums[name])}"
        where = self.random.choice(["", " BEFORE 'a'", " AFTER 'a'"])
        self.enums[name].append(label)
        return [execute(f"ALTER TYPE {name} ADD VALUE IF NOT EXISTS '{label}'{where}")], []

    def enum_column(self):
        """A column of an enum type."""
        name = self.some_table()
        if not name or not self.enums:
            return None
        enum = self.random.choice(list(self.enums))
        table = self.touch(name)
        column = self.fresh(table["columns"])
        table["columns"][column] = {"type": "", "sql": enum, "default": None, "nullable": True, "busy": True}
        text = f"postgresql.ENUM('a', 'b', name={enum!r}, create_type=False)"
        return ([f"op.add_column({name!r}, sa.Column({column!r}, {text}, server_default='a'))"],
                [f"op.drop_column({name!r}, {column!r})"])

    def drop_table(self):
        """A table that is still as it was made, and that nothing points to."""
        name = self.some_table(lambda table: not table["touched"] and not table["referenced"])
        if not name or len(self.tables) < 4:
            return None
        table = self.tables.pop(name)
        return [f"op.drop_table({name!r})"], table["made"]

    def batch(self):
        """Several changes of one table in a block."""
        name = self.some_table()
        if not name:
            return None
        table = self.touch(name)
        columns = [self.fresh(table["columns"]) for _ in range(2)]
        if columns[0] == columns[1]:
            return None
        entries = [self.some_column() for _ in columns]
        for column, entry in zip(columns, entries):
            entry["nullable"] = True
            table["columns"][column] = entry
        adds = [f"    batch_op.add_column({self.as_column(*item)})" for item in zip(columns, entries)]
        drops = [f"    batch_op.drop_column({column!r})" for column in columns]
        head = f"with op.batch_alter_table({name!r}, schema=None) as batch_op:"
        return [head, *adds], [head, *drops]

    def several(self):
        """Columns of several tables in a loop."""
        names = [name for name in self.tables][:3]
        column = f"loop_{self.count}"
        self.count += 1
        if not names:
            return None
        for name in names:
            self.touch(name)["columns"][column] = {"type": "sa.Text()", "sql": "text", "default": None,
                                                   "nullable": True, "busy": False}
        return ([f"for name in {tuple(names)!r}:", f"    op.add_column(name, sa.Column({column!r}, sa.Text()))"],
                [f"for name in {names!r}:", f"    op.drop_column(name, {column!r})"])
