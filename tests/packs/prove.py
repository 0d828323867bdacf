"""Compares what Rectify made of type expressions with the real types of the real packages.

    prove.py < FORMS.json
    prove.py names < NAMES.json

Each form has `rule`, `expression`, `model` (Python that makes the real type), `imports`, `dialects` (those on
which its rule claims to give the same DDL) and `outputs`: revisions by the way in which Rectify was asked to
rewrite. Both are compiled for every Postgres driver, a `type` form also for the other dialects; the indexes that
a type brings to its column have to be the same too. Prints `{rule, expression, ddl, failures}` for each form; with `names`, those of the list that `sqlalchemy` lacks.
"""

import json
import re
import sys
import warnings

import alembic
import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
from sqlalchemy.dialects.postgresql import asyncpg, psycopg, psycopg2

DRIVERS = {
    "default": postgresql.dialect(),
    "psycopg": psycopg.dialect(),
    "psycopg2": psycopg2.dialect(),
    "asyncpg": asyncpg.dialect(),
}
OTHERS = {
    "sqlite": sqlite.dialect(),
    "mysql": mysql.dialect(),
    "oracle": oracle.dialect(),
    "mssql": mssql.dialect(),
}


class Recorder:
    """Stands for `alembic.op`: keeps the column's type, or its SQL, and the SQL of its indexes."""

    def __init__(self):
        self.types = []
        self.indexes = []

    def add_column(self, table, column, **options):
        """Keep the type of the column."""
        self.types.append(column.type)

    def execute(self, sql):
        """Keep the type in the SQL."""
        if sql.startswith("CREATE INDEX "):
            self.indexes.append(plain(sql))
            return
        match = re.fullmatch(r"ALTER TABLE t ADD COLUMN c (.+)", sql)
        self.types.append(match[1] if match else f"no ADD COLUMN: {sql}")


def compiled(kind, dialect):
    """The DDL of a type, or the error that it ends in."""
    if isinstance(kind, str):
        return plain(kind)
    try:
        return plain(kind.compile(dialect=dialect))
    except sa.exc.CompileError as error:
        return f"{type(error).__name__}"


def plain(ddl):
    """Without case and blanks."""
    return re.sub(r"\s+", "", ddl).lower()


def real(form):
    """The real type of a form."""
    names = {"sa": sa, "postgresql": postgresql}
    for line in form["imports"]:
        exec(line, names)
    return eval(form["model"], names)


def brought(kind):
    """The indexes that come with a column of the type."""
    try:
        table = sa.Table("t", sa.MetaData(), sa.Column("c", kind))
    except AttributeError:
        # With SQLAlchemy 2.1, Advanced Alchemy 1.12 cannot put its JSON type into a table.
        return []
    return sorted(
        plain(str(sa.schema.CreateIndex(index).compile(dialect=DRIVERS["default"])))
        for index in table.indexes
    )


def rewritten(revision):
    """What the revision gives the column for a type, a type or SQL, and its indexes."""
    recorder = Recorder()
    alembic.op = recorder
    names = {}
    exec(compile(revision, "revision", "exec"), names)
    names["upgrade"]()
    for kind in recorder.types:
        recorder.indexes += [] if isinstance(kind, str) else brought(kind)
    return recorder.types, sorted(recorder.indexes)


def failures(form, model):
    """What differs, by way and dialect."""
    for way, revision in form["outputs"].items():
        try:
            kinds, indexes = rewritten(revision)
        except Exception as error:  # the revision is under test: whatever it raises is the result
            yield f"{way}: {type(error).__name__}: {error}"
            continue
        if len(kinds) != 1:
            yield f"{way}: {len(kinds)} columns"
            continue
        if indexes != brought(model):
            yield f"{way}: wanted the indexes {brought(model)}, got {indexes}"
        dialects = dict(DRIVERS)
        if way == "default" and not isinstance(kinds[0], str):
            dialects.update({name: OTHERS[name] for name in form["dialects"] if name in OTHERS})
        for name, dialect in dialects.items():
            wanted, got = compiled(model, dialect), compiled(kinds[0], dialect)
            if wanted != got:
                yield f"{way}, {name}: wanted {wanted}, got {got}"


def main(arguments):
    """Prove every form, or look up every name, that stands on standard input."""
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    if arguments == ["names"]:
        json.dump([name for name in asked if not hasattr(sa, name)], sys.stdout)
        return
    report = []
    for form in asked:
        model = real(form)
        report.append({
            "rule": form["rule"],
            "expression": form["expression"],
            "ddl": {name: compiled(model, dialect) for name, dialect in DRIVERS.items()},
            "failures": list(failures(form, model)),
        })
    json.dump(report, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
