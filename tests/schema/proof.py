"""Compares what `rectify schema` says with what Postgres has, revision by revision."""

import re
from dataclasses import dataclass, field
from typing import List, Set

from alembic.config import Config
from alembic.script import ScriptDirectory

from oracle import migrations as oracle_migrations
from oracle.catalog import CATALOG
from oracle.databases import Database
from oracle.migrations import Migrations

from .model import Builder, ModelError, ask

COLUMN = ("type", "not null", "default", "identity", "generated", "collation", "comment")
COMPARED = {"column": COLUMN, "constraint": ("definition",), "index": ("definition",),
            "type": ("kind", "labels", "base"), "table": ("comment",), "sequence": ("owned by",)}


class ReadOnce(ScriptDirectory):
    """The revisions of a project, which do not change while they are proved, are loaded once."""

    known = {}

    @classmethod
    def from_config(cls, config):
        location = config.get_main_option("script_location")
        if location not in cls.known:
            cls.known[location] = super().from_config(config)
        return cls.known[location]


oracle_migrations.ScriptDirectory = ReadOnce


@dataclass
class Outcome:
    """What came of one chain."""

    problems: List[str] = field(default_factory=list)
    taints: Set[str] = field(default_factory=set)
    # What was there before the first revision.
    outside: Set[str] = field(default_factory=set)
    states: int = 0
    facts: int = 0


def catalog(connection):
    """What a database holds, as far as the model speaks of it."""
    connection.execute("SET LOCAL search_path = pg_catalog")
    found = {name: entry for name, entry in connection.execute(CATALOG)}
    for name, entry in found.items():
        if name.startswith("index "):  # a partitioned table's own
            entry["definition"] = entry["definition"].replace(" ON ONLY ", " ON ")
    return {name: entry for name, entry in found.items()
            if "alembic_version" not in name and not is_foreign(name, entry)}


def is_foreign(name, entry):
    """Views and composite types are no part of the model; nor are their columns."""
    return name.startswith("table ") and entry["kind"] not in ("table", "partitioned table")


def prove(program, project, server, setup=(), single=True, by_convention=False):
    """Hold the model against the catalog after every step up and down; where no revision runs by itself,
    at the end alone."""
    outcome = Outcome()
    with Database(server, setup) as real, Database(server, ()) as scratch:
        migrations = Migrations(project, real, "psycopg")
        applied = []
        with real.connect() as connection, connection.transaction():
            outcome.outside = set(catalog(connection))
        if not single:
            migrations.upgrade()
            applied = migrations.revisions()
            check(program, project, (real, scratch), applied, None, by_convention, outcome)
            return outcome
        for revision in migrations.revisions():
            for up in (True, False, True):
                try:
                    migrations.step(revision, up)
                except BaseException as error:  # the revision itself is wrong
                    if not up:
                        outcome.problems.append(f"{revision}: downgrade fails: {error}")
                        return outcome
                    outcome.problems.append(f"{revision}: upgrade fails: {error}")
                    return outcome
                if up and revision in applied:
                    continue
                if revision not in applied:
                    applied.append(revision)
                check(program, project, (real, scratch), applied, None if up else revision, by_convention, outcome)
    return outcome


def same(program, project, other):
    """What came of it where the models of two projects are the same at every state; else nothing."""
    outcome = Outcome()
    applied = []
    for revision in order(project):
        applied.append(revision)
        for downgrade in (None, revision):
            model = ask(program, project, applied, downgrade)
            if bare(model) != bare(ask(program, other, applied, downgrade)):
                return None
            outcome.states += 1
            outcome.facts += 1
    return outcome


def order(project):
    """The identifiers of all revisions, parents first."""
    config = Config()
    config.set_main_option("script_location", str(project))
    script = ReadOnce.from_config(config)
    return [entry.revision for entry in script.walk_revisions("base", "heads")][::-1]


def bare(value):
    """A model without the places that set it."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in ("origin", "line")}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    return value


def check(program, project, databases, applied, downgrade, by_convention, outcome):
    """Compare one state."""
    real, scratch = databases
    place = f"downgrade of {downgrade}" if downgrade else f"upgrade to {applied[-1]}"
    model = ask(program, project, applied, downgrade)
    with real.connect() as connection, connection.transaction():
        truth = catalog(connection)
    with scratch.connect() as connection, connection.transaction(force_rollback=True):
        try:
            builder = Builder(connection, truth, outcome.outside)
            builder.build(model)
            built = catalog(connection)
        except ModelError as error:
            outcome.problems.append(f"{place}: {error}")
            return
        judge = Judge(model, builder, by_convention, outcome.outside)
        outcome.problems += [f"{place}: {problem}" for problem in judge.compare(truth, built)]
    outcome.states += 1
    outcome.facts += judge.facts
    outcome.taints |= judge.taints


class Judge:
    """Tells which differences the model has not owned up to."""

    def __init__(self, model, builder, by_convention, outside):
        self.outside = outside
        self.model = model
        self.by_convention = by_convention
        self.facts = 0
        self.taints = set()
        self.tables = {builder.shown(table): table for table in model["tables"]}
        self.plain = builder.plain
        self.columns = {f"column {shown}.{self.plain(column['name'])}": (table, column)
                        for shown, table in self.tables.items() for column in table["columns"]}
        self.note(model)

    def note(self, value):
        """Collect every taint."""
        if isinstance(value, dict):
            if set(value) == {"why", "revision", "path", "line"}:
                self.taints.add(f"{value['path']}:{value['line']}: {value['why']}")
                return
            for inner in value.values():
                self.note(inner)
        elif isinstance(value, list):
            for inner in value:
                self.note(inner)

    def compare(self, truth, built):
        """Every difference that counts."""
        problems = []
        left = {"constraint": [], "index": []}
        for name in sorted({*truth, *built}):
            kind = name.split(" ", 1)[0]
            if kind not in COMPARED or self.is_of_view(name, truth, built):
                continue
            if name not in built or name not in truth:
                if kind in left and self.may_have_other_name(name):
                    left[kind].append((name, name in truth))
                elif name not in self.outside and not self.is_owned_up(name, name in truth, truth):
                    there = "Postgres" if name in truth else "the model"
                    said = (truth.get(name) or built.get(name))
                    problems.append(f"{name}: only {there} has it: {self.brief(kind, said)}")
                continue
            for key in COMPARED[kind]:
                wanted, got = truth[name].get(key), built[name].get(key)
                if self.is_unknown(name, key):
                    continue
                self.facts += 1
                if wanted != got:
                    problems.append(f"{name}: {key}: Postgres has {wanted!r}, the model {got!r}")
        problems += self.by_definition(left, truth, built)
        problems += self.type_texts(truth)
        problems += self.extensions(truth)
        return problems

    def brief(self, kind, entry):
        """The properties that count, for people."""
        return {key: entry.get(key) for key in COMPARED[kind] if entry.get(key) is not None}

    def is_of_view(self, name, truth, built):
        """Whether it is a column of something that is no table."""
        if not name.startswith("column "):
            return False
        return f"table {self.table_of(name)}" not in {*truth, *built}

    def table_of(self, name):
        """The table in a name of the catalog."""
        kind, rest = name.split(" ", 1)
        if kind == "column":
            part = r'(?:"(?:[^"]|"")*"|[^".]+)'
            return re.match(rf"({part}\.{part})\.", rest).group(1)
        if kind == "constraint":
            return rest.rsplit(" on ", 1)[1]
        return None

    def entry(self, name):
        """What the model says of a column."""
        return self.columns.get(name, (None, None))

    def is_unknown(self, name, key):
        """Whether the model says that it does not know."""
        kind = name.split(" ", 1)[0]
        if kind == "column":
            _, column = self.entry(name)
            part = {"type": "type", "collation": "type", "not null": "not_null", "comment": "comment"}.get(key, "fill")
            return column is None or "unknown" in column[part]
        if kind == "type":
            for entry in self.model["types"]:
                if name == f"type {self.plain(entry['schema'] or 'public')}.{self.plain(entry['name'])}":
                    return "unknown" in (entry.get("labels") or entry.get("definition")) or not (
                        (entry.get("labels") or entry.get("definition"))["value"])
        if kind == "table":
            table = self.tables.get(name.split(" ", 1)[1])
            return table is not None and bool(table["unknown"])
        return False

    def is_owned_up(self, name, in_truth, truth):
        """Whether the model says that something may be there, or may not."""
        kind = name.split(" ", 1)[0]
        table = self.tables.get(self.table_of(name)) if kind in ("column", "constraint") else None
        if kind in ("table", "type", "sequence"):
            known = self.tables.get(name.split(" ", 1)[1])
            if in_truth and kind == "sequence" and self.is_of_unknown(truth[name]):
                return True
            if in_truth:
                return bool(self.model["unknown"])
            return bool(known and known["unknown"]) or (kind == "sequence" and self.any_open())
        if kind == "column":
            _, column = self.entry(name)
            if column is not None and "unknown" in column["type"]:
                return True
        if kind == "index":
            if in_truth and self.comes_with_unknown_type(truth[name]["definition"]):
                return True
            own = [table for table in self.tables.values()
                   if any("unknown" in index["definition"] for index in table["indexes"]) or table["unknown"]]
            return bool(own) or bool(self.model["unknown"]) or any(
                "unknown" in constraint["definition"]
                for table in self.tables.values() for constraint in table["constraints"])
        if table is None:
            return bool(self.model["unknown"])
        if kind == "constraint":
            return bool(table["unknown"]) or any("unknown" in constraint["definition"]
                                                 for constraint in table["constraints"])
        return bool(table["unknown"])

    def comes_with_unknown_type(self, index):
        """Whether an index is of a column whose type the model does not know: types may bring theirs."""
        table, keys = re.search(r" ON (\S+) USING \w+ (\(.*\))", index).groups()
        columns = (name.rpartition(".")[2] for name, (_, column) in self.columns.items()
                   if name.startswith(f"column {table}.") and "unknown" in column["type"])
        return any(re.search(rf"\b{re.escape(column)}\b", keys) for column in columns)

    def is_of_unknown(self, sequence):
        """Whether a sequence belongs to a column whose default the model does not know."""
        owner = (sequence["owned by"] or "x x").split(" ", 1)[1]
        _, column = self.columns.get(f"column {owner}", (None, None))
        return column is not None and "unknown" in column["fill"]

    def any_open(self):
        """Whether there is a table of which the model does not know all."""
        return any(table["unknown"] for table in self.tables.values())

    def may_have_other_name(self, name):
        """Whether the names of the table's constraints are not sure."""
        entries = []
        for table in self.tables.values():
            entries += table["constraints"] + table["indexes"]
        return any("unknown" in entry["name"] or (self.by_convention and entry["name"].get("assumed"))
                   for entry in entries)

    def by_definition(self, left, truth, built):
        """Match what has no sure name by what it says."""
        problems = []
        for kind, names in left.items():
            def said(name, entries):
                text = entries[name]["definition"]
                text = re.sub(r"INDEX \S+ ON", "INDEX ON", text) if kind == "index" else text
                return (self.table_of(name), text)
            real = sorted(said(name, truth) for name, there in names if there)
            made = sorted(said(name, built) for name, there in names if not there)
            self.facts += len(made)
            for entry in made:
                if entry in real:
                    real.remove(entry)
                elif not (self.tables.get(entry[0], {}).get("unknown") or (kind == "index" and self.any_open())):
                    problems.append(f"{kind} {entry}: only the model has it")
            for name, there in names:
                if there and said(name, truth) in real and not self.is_owned_up(name, True, truth):
                    problems.append(f"{name}: only Postgres has it")
        return problems

    def type_texts(self, truth):
        """The model's own words for types are Postgres's."""
        problems = []
        for shown, table in self.tables.items():
            for column in table["columns"]:
                real = truth.get(f"column {shown}.{self.plain(column['name'])}")
                said = column["type"].get("value")
                if real and said:
                    self.facts += 1
                    wanted = real["type"].replace("public.", "")
                    if wanted != said:
                        problems.append(f"{shown}.{column['name']}: Postgres says {wanted!r}, the model {said!r}")
        return problems

    def extensions(self, truth):
        """The model knows the extensions."""
        real = {name.removeprefix("extension ").strip('"') for name in truth if name.startswith("extension ")}
        said = {entry["name"] for entry in self.model["extensions"] if not entry["unknown"]}
        unsure = {entry["name"] for entry in self.model["extensions"] if entry["unknown"]}
        self.facts += len(said)
        problems = [f"extension {name}: only the model has it" for name in sorted(said - real)]
        if not self.model["unknown"]:
            problems += [f"extension {name}: only Postgres has it"
                         for name in sorted(real - said - unsure)
                         if f"extension {self.plain(name)}" not in self.outside]
        return problems
