"""A schema that grows at random, and the models that describe it."""

from dataclasses import dataclass, field
from typing import Dict, Optional

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# Types that autogenerate renders right, between those that it does not.
PLAIN = {
    "whole": (sa.Integer, "7"), "large": (sa.BigInteger, None), "name": (lambda: sa.String(40), "it's 100%: new"),
    "words": (sa.Text, ""), "flag": (sa.Boolean, sa.true()), "amount": (lambda: sa.Numeric(10, 2), sa.text("1.5")),
    "moment": (lambda: sa.DateTime(timezone=True), sa.func.now()), "day": (sa.Date, None), "key": (sa.Uuid, None),
    "document": (postgresql.JSONB, sa.text("'{}'")), "list": (lambda: sa.ARRAY(sa.Text), None),
    "bytes": (sa.LargeBinary, None),
}
KEYS = ("whole", "large", "name", "key")
# More would only make each comparison longer.
MOST_TABLES = 8


@dataclass
class Column:
    """A column: its type's maker, and what else it has."""

    make: object
    arguments: dict = field(default_factory=dict)
    # Whether plain indexes and keys can be put on it.
    plain: bool = False
    # The change of type that it can go through, and whether it has.
    change: Optional[object] = None
    changed: bool = False
    enum: Optional[str] = None
    # Arguments of an index that its type needs.
    index: Optional[dict] = None

    def type(self):
        """The type that it has now."""
        if self.change is not None:
            return self.change.new if self.changed else self.change.old
        return self.make()


@dataclass
class Table:
    """A table without its first column, `id`."""

    columns: Dict[str, Column] = field(default_factory=dict)
    indexes: Dict[str, tuple] = field(default_factory=dict)
    uniques: Dict[str, tuple] = field(default_factory=dict)
    checks: Dict[str, str] = field(default_factory=dict)
    # The name of a column, and the table whose `id` it refers to.
    references: Dict[str, str] = field(default_factory=dict)
    # What `id` is.
    key: object = sa.Integer
    comment: Optional[str] = None


class Schema:
    """Grows by changes that autogenerate can see."""

    def __init__(self, source, entries, changes, nulls):
        self.random = source
        self.entries = entries
        self.changes = changes
        # Whether types are lost in reflection: then autogenerate sees no change of them.
        self.nulls = nulls
        self.tables = {}
        self.count = 0
        self.new_enums = []
        self.old_enums = []

    def grow(self):
        """One to three changes, by name."""
        self.new_enums, self.old_enums = [], []
        ways = [self.create_table] * 2 + [self.add_column] * 5 + [
            self.drop_column, self.drop_column, self.change_type, self.change_type, self.nullable, self.create_index,
            self.drop_index, self.unique, self.drop_unique, self.child, self.drop_table, self.replace, self.remark,
        ]
        done, wanted, touched = [], self.random.randint(1, 3), set()
        while len(done) < wanted:
            way = self.create_table if not self.tables else self.random.choice(ways)
            # Once in a revision: two changes of one thing are one to autogenerate.
            table = way(touched)
            if table:
                touched.add(table)
                done.append(way.__name__)
        return done

    def fresh(self, word):
        self.count += 1
        return f"{word}_{self.count}"

    def table(self, touched, wanted=lambda table: True):
        """A table that is there and has not been touched in this revision."""
        found = [name for name, table in self.tables.items() if name not in touched and wanted(table)]
        return self.random.choice(found) if found else None

    def column(self):
        """A new column, by name."""
        if self.random.random() < 0.35:
            word = self.random.choice(sorted(PLAIN))
            make, default = PLAIN[word]
            arguments = {}
            if default is not None and self.random.random() < 0.5:
                arguments = {"server_default": default, "nullable": False}
            return self.fresh(word), Column(make, arguments, plain=word in KEYS)
        if self.changes and not self.nulls and self.random.random() < 0.25:
            change = self.random.choice(self.changes)
            return self.fresh(change.name), Column(None, change=change)
        entry = self.random.choice(self.entries)
        arguments = dict(entry.arguments) if self.random.random() < 0.5 else {}
        if self.random.random() < 0.2:
            arguments["comment"] = "it's \"new\": 100%"
        return self.fresh(entry.word), Column(entry.make, arguments, index=entry.index)

    def create_table(self, touched, **more):
        if len(self.tables) >= MOST_TABLES:
            return None
        name = self.fresh("table")
        table = Table(dict(self.column() for _ in range(self.random.randint(2, 6))), **more)
        if self.random.random() < 0.3:
            enum = self.fresh("state")
            table.columns[enum] = Column(lambda: sa.Enum("new", "it's old", name=enum), enum=enum)
            self.new_enums.append(enum)
        if self.random.random() < 0.2:
            table.checks[f"ck_{name}"] = "id > 0" if table.key is sa.Integer else "id IS NOT NULL"
        self.tables[name] = table
        return name

    def child(self, touched):
        parent = self.table(touched)
        if parent is None:
            return None
        name = self.create_table(touched)
        if name is not None:
            self.tables[name].references[self.fresh("parent")] = parent
            touched.add(parent)
        return name

    def drop_table(self, touched):
        referred = {target for table in self.tables.values() for target in table.references.values()}
        names = [name for name in self.tables if name not in touched and name not in referred]
        if len(self.tables) < 3 or not names:
            return None
        name = self.random.choice(names)
        self.old_enums += [column.enum for column in self.tables[name].columns.values() if column.enum]
        touched.update(self.tables.pop(name).references.values())
        return name

    def add_column(self, touched):
        name = self.table(touched)
        if name:
            added, column = self.column()
            self.tables[name].columns[added] = column
        return name

    def droppable(self, table):
        used = {column for columns, _ in table.indexes.values() for column in columns}
        used |= {column for columns in table.uniques.values() for column in columns}
        return [name for name, column in table.columns.items() if name not in used and not column.enum]

    def drop_column(self, touched):
        name = self.table(touched, lambda table: len(self.droppable(table)) > 1)
        if name:
            del self.tables[name].columns[self.random.choice(self.droppable(self.tables[name]))]
        return name

    def replace(self, touched):
        """What autogenerate takes a renamed column for: one that goes, and another that comes."""
        name = self.table(touched, lambda table: len(self.droppable(table)) > 1)
        if name:
            table = self.tables[name]
            old = self.random.choice(self.droppable(table))
            table.columns[self.fresh(old.rpartition("_")[0])] = table.columns.pop(old)
        return name

    def rename(self):
        """A column or a table by another name, as people write it by hand: the statements up and down."""
        name = self.table(set(), self.droppable)
        if name is None:
            return None
        if self.random.random() < 0.3:
            new = self.fresh("table")
            self.tables = {new if key == name else key: table for key, table in self.tables.items()}
            for table in self.tables.values():
                table.references = {key: new if target == name else target for key, target in table.references.items()}
            return [f"op.rename_table({one!r}, {other!r})" for one, other in ((name, new), (new, name))]
        table = self.tables[name]
        old = self.random.choice(self.droppable(table))
        new = self.fresh(old.rpartition("_")[0])
        table.columns = {new if key == old else key: column for key, column in table.columns.items()}
        return [f"op.alter_column({name!r}, {one!r}, new_column_name={other!r})"
                for one, other in ((old, new), (new, old))]

    def change_type(self, touched):
        def waiting(table):
            return [name for name, column in table.columns.items() if column.change and not column.changed]

        name = self.table(touched, waiting)
        if name:
            self.tables[name].columns[self.random.choice(waiting(self.tables[name]))].changed = True
        return name

    def nullable(self, touched):
        def able(table):
            return [column for column in table.columns.values() if not column.change and not column.enum]

        name = self.table(touched, able)
        if name:
            column = self.random.choice(able(self.tables[name]))
            column.arguments = dict(column.arguments, nullable=not column.arguments.get("nullable", True))
        return name

    def remark(self, touched):
        name = self.table(touched)
        if name:
            self.tables[name].comment = self.random.choice([None, "what it's for", self.fresh("number")])
        return name

    def create_index(self, touched):
        name = self.table(touched, lambda table: any(one.plain or one.index for one in table.columns.values()))
        if name:
            found = [(key, one) for key, one in self.tables[name].columns.items() if one.plain or one.index]
            key, column = self.random.choice(found)
            options = dict(column.index) if column.index else {"unique": self.random.random() < 0.3}
            if "postgresql_ops" in options:
                options["postgresql_ops"] = {key: options["postgresql_ops"]}
            self.tables[name].indexes[self.fresh("ix")] = ((key,), options)
        return name

    def drop_index(self, touched):
        name = self.table(touched, lambda table: table.indexes)
        if name:
            self.tables[name].indexes.popitem()
        return name

    def unique(self, touched):
        # Once for each columns: Postgres merges equal ones of one CREATE TABLE.
        def free(table):
            columns = tuple(key for key, one in table.columns.items() if one.plain)[:2]
            return columns if columns not in table.uniques.values() else ()

        name = self.table(touched, free)
        if name:
            self.tables[name].uniques[self.fresh("uq")] = free(self.tables[name])
        return name

    def drop_unique(self, touched):
        name = self.table(touched, lambda table: table.uniques)
        if name:
            self.tables[name].uniques.popitem()
        return name

    def metadata(self):
        """The models of the schema."""
        metadata = sa.MetaData()
        for name, table in self.tables.items():
            columns = [sa.Column("id", table.key, primary_key=True)]
            columns += [sa.Column(key, one.type(), **one.arguments) for key, one in table.columns.items()]
            columns += [sa.Column(key, self.tables[target].key, sa.ForeignKey(f"{target}.id"))
                        for key, target in table.references.items()]
            made = sa.Table(name, metadata, *columns, comment=table.comment)
            for index, (keys, options) in table.indexes.items():
                sa.Index(index, *[made.c[key] for key in keys], **options)
            for constraint, keys in table.uniques.items():
                made.append_constraint(sa.UniqueConstraint(*[made.c[key] for key in keys], name=constraint))
            for constraint, text in table.checks.items():
                made.append_constraint(sa.CheckConstraint(text, name=constraint))
        return metadata

    def types(self):
        """The type of every column, by its name, which is used once."""
        return {key: one.type() for table in self.tables.values() for key, one in table.columns.items()}
