"""Changes of one type to another: a fixed one runs on Postgres, and one that is left alone would not have."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.dialects import postgresql

from . import checks
from .databases import Database

# What a column may have been, as autogenerate writes it.
OLD = [
    "sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.Float()", "sa.REAL()", "sa.Double()",
    "sa.Numeric()", "sa.Boolean()", "sa.Date()", "sa.Time()", "sa.DateTime()",
    "sa.DateTime(timezone=True)", "sa.TIMESTAMP()", "sa.Interval()", "postgresql.INTERVAL()",
    "sa.LargeBinary()", "postgresql.BYTEA()", "sa.Uuid()", "sa.UUID()", "sa.String()", "sa.String(20)",
    "sa.VARCHAR(length=36)", "sa.Text()", "sa.Unicode()", "sa.UnicodeText()", "sa.CHAR(length=32)",
    "sa.JSON()", "postgresql.JSON(astext_type=sa.Text())", "postgresql.JSONB(astext_type=sa.Text())",
    "sa.ARRAY(sa.Text())", "sa.ARRAY(sa.String())", "postgresql.ARRAY(sa.VARCHAR())",
    "sa.ARRAY(sa.Integer())", "postgresql.ARRAY(sa.BIGINT())", "postgresql.ARRAY(sa.SMALLINT())",
    "postgresql.ARRAY(sa.REAL())", "postgresql.ARRAY(sa.DOUBLE_PRECISION())", "sa.ARRAY(sa.Float())",
    "sa.ARRAY(sa.Numeric())", "sa.ARRAY(sa.Boolean())", "sa.ARRAY(sa.Uuid())",
    "sa.Enum('a', 'b', name='kind')", "postgresql.INET()", "postgresql.CIDR()", "postgresql.OID()",
    "postgresql.MONEY()", "postgresql.TSVECTOR()", "postgresql.BIT(length=3)", "postgresql.MACADDR()",
    "postgresql.INT4RANGE()",
]

# By server: what it becomes, as autogenerate writes it, what that is to Postgres, and what has to be there.
NEW = {
    "vector": [
        ("pgvector.sqlalchemy.vector.VECTOR(dim=3)", "vector(3)", "vector"),
        ("pgvector.sqlalchemy.halfvec.HALFVEC(dim=3)", "halfvec(3)", "vector"),
        ("pgvector.sqlalchemy.sparsevec.SPARSEVEC(dim=3)", "sparsevec(3)", "vector"),
        ("pgvector.sqlalchemy.bit.BIT(length=3)", "bit(3)", None),
        ("sqlmodel.sql.sqltypes.AutoString()", "varchar", None),
        ("sqlmodel.sql.sqltypes.GUID()", "uuid", None),
        ("sqlalchemy_utils.types.uuid.UUIDType()", "uuid", None),
        ("sqlalchemy_utils.types.ip_address.IPAddressType()", "varchar(50)", None),
        ("sqlalchemy_utils.types.json.JSONType()", "json", None),
        ("fastapi_users_db_sqlalchemy.generics.GUID()", "uuid", None),
        ("fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware(timezone=True)", "timestamptz", None),
        ("advanced_alchemy.types.guid.GUID(length=16)", "uuid", None),
        ("advanced_alchemy.types.datetime.DateTimeUTC(timezone=True)", "timestamptz", None),
        ("advanced_alchemy.types.json.JsonB()", "jsonb", None),
        ("TSVECTOR()", "tsvector", None),
        ("JSONB()", "jsonb", None),
        ("INET()", "inet", None),
        ("CIDR()", "cidr", None),
        ("MACADDR()", "macaddr", None),
        ("INT4RANGE()", "int4range", None),
        ("TSTZRANGE()", "tstzrange", None),
        ("MONEY()", "money", None),
        ("INTERVAL()", "interval", None),
        ("OID()", "oid", None),
        ("BYTEA()", "bytea", None),
    ],
    "contrib": [
        ("citext.CIText()", "citext", "citext"),
        ("sqlalchemy_utils.types.ltree.LtreeType()", "ltree", "ltree"),
        ("HSTORE()", "hstore", "hstore"),
    ],
    "postgis": [
        ("geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, spatial_index=False)",
         "geometry(POINT,4326)", "postgis"),
        ("geoalchemy2.types.Geography(geometry_type='POINT', srid=4326, spatial_index=False)",
         "geography(POINT,4326)", "postgis"),
    ],
}

REVISION = """from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = {name!r}
down_revision = None


def upgrade():
    op.alter_column('t', 'c', existing_type={before}, type_={behind}, existing_nullable=True)


def downgrade():
    raise NotImplementedError
"""


@dataclass
class Change:
    """A type in Python and to Postgres, the extension it needs, and whether columns become it or were it."""

    server: str
    new: str
    ddl: str
    extension: str
    back: bool

    def revision(self, at):
        """The revision for the old type of that number."""
        ends = (self.new, OLD[at]) if self.back else (OLD[at], self.new)
        return REVISION.format(name=f"r{at}", before=ends[0], behind=ends[1])

    def ends(self, at):
        """What the column is to Postgres, and what it becomes."""
        kind = eval(OLD[at], {"sa": sa, "postgresql": postgresql})  # of the list above
        old = kind.compile(dialect=postgresql.dialect())
        return (self.ddl, old) if self.back else (old, self.ddl)


def plan(names, function, program):
    """For each type two pieces of work: changes to it, and changes back."""
    for server, changes in NEW.items():
        for new, ddl, extension in changes:
            if names and new.split("(")[0] not in names:
                continue
            for back, word in ((False, "to"), (True, "from")):
                change = Change(server, new, ddl, extension, back)
                yield f"casts {word} {new}", server, (function, (change, program))


def check(change, program, servers):
    """The verdict on the changes of every old type to a new one, or back."""
    verdict = checks.Verdict()
    with checks.scratch() as name:
        paths = [Path(name) / f"r{at}.py" for at in range(len(OLD))]
        for at, path in enumerate(paths):
            path.write_text(change.revision(at))
        command = [program, "fix", "--isolated", "--quiet", "--ignore", "missing-extension", "."]
        subprocess.run(command, cwd=name, check=False, stdout=subprocess.DEVNULL)
        texts = [path.read_text() for path in paths]
    changed = sum(text != change.revision(at) for at, text in enumerate(texts))
    verdict.notes.append(f"{changed} of {len(OLD)} changed")
    setup = ["CREATE TYPE kind AS ENUM ('a', 'b')"]
    if change.extension:
        setup.append(f"CREATE EXTENSION {change.extension}")
    with Database(servers[change.server], setup) as database:
        engine = sa.create_engine(database.url("psycopg"), poolclass=sa.pool.NullPool)
        for at, text in enumerate(texts):
            if problem := judge(change, at, text, engine):
                verdict.problems.append(f"{OLD[at]}: {problem}")
    return verdict


def judge(change, at, text, engine):
    """What is wrong with what became of one revision."""
    left_alone = text == change.revision(at)
    before, behind = change.ends(at)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLE t (c {before})")
        try:
            if left_alone:
                connection.exec_driver_sql(f"ALTER TABLE t ALTER c TYPE {behind}")
                return "is left alone, and Postgres makes the change by itself"
            namespace = {}
            exec(compile(text, "revision", "exec"), namespace)
            with Operations.context(MigrationContext.configure(connection)):
                namespace["upgrade"]()
        except Exception as error:  # of the driver, SQLAlchemy or the revision: all the same here
            if not left_alone:
                return f"fails: {str(error).splitlines()[0]}\n{text}"
        finally:
            connection.rollback()
    return None
