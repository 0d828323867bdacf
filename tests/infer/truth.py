"""What SQLAlchemy makes of a type: its DDL on every driver, and what it does to values."""

import datetime
import decimal
import enum
import uuid
from dataclasses import dataclass
from typing import Dict, List

import sqlalchemy as sa
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.types import TypeDecorator, to_instance

from . import project

DRIVERS = ("psycopg", "psycopg2", "asyncpg")


class Member(enum.Enum):
    """What an application may store where it has an enum."""

    ONE = 1


# What stands for any value that an application may store.
SAMPLES = (
    "Ab c ", "", "7", 3, 0, 1.5, True, b"ab", [2, 1], {"b": 1}, decimal.Decimal("1.50"),
    uuid.UUID(int=9), Member.ONE, datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 12),
    datetime.datetime(2020, 2, 29, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=3))),
)

# The methods through which a value passes on its way in.
BINDING = ("process_bind_param", "process_literal_param", "bind_processor", "literal_processor",
           "bind_expression")


@dataclass
class Truth:
    """What is true of one type expression."""

    statements: Dict[str, List[str]]
    values: str
    evaluated: str

    @property
    def ddl(self):
        """The column's type, and what stands before or after it; `differs` if the drivers do not agree."""
        texts = {"; ".join(statements) for statements in self.statements.values()}
        return texts.pop() if len(texts) == 1 else "differs"


def of(entry, names):
    """The truth of an entry, in the names of its revision.

    What stands in the revision is what counts, if it can be called at all; where
    the rendered arguments are refused, the model's own expression is.
    """
    try:
        value, evaluated = project.evaluate(entry.expression, names), entry.expression
    except project.Missing as error:
        if entry.model is None:
            raise project.Missing(f"{entry.expression}: {error}, and no model is named") from error
        value, evaluated = project.evaluate(entry.model, names), entry.model
    else:
        if entry.model is not None:
            raise project.Missing(f"{entry.expression} can be evaluated: it needs no model")
    kind = to_instance(value)
    statements = {driver: create(kind, dialect(driver)) for driver in DRIVERS}
    return Truth(statements, values(kind, dialect("psycopg")), evaluated)


def dialect(driver):
    """The dialect of a driver, on a server of today."""
    # Named parameters: others would double each `%` of a text.
    made = sa.make_url(f"postgresql+{driver}://").get_dialect()(paramstyle="named")
    made.server_version_info = (15, 0)
    return made


def create(kind, on):
    """The statements that create a column of this type: with `CREATE TABLE` taken off."""
    statements = []

    def execute(statement, *_arguments, **_options):
        statements.append(str(statement.compile(dialect=on)).strip())

    engine = MockConnection(on, execute)
    table = sa.Table("t", sa.MetaData(), sa.Column("c", kind))
    table.create(engine, checkfirst=False)
    return [column(text) if text.startswith("CREATE TABLE") else text for text in statements]


def column(text):
    """What stands after the column's name in a `CREATE TABLE t`."""
    inside = text.partition("(")[2].rstrip().removesuffix(")")
    return " ".join(inside.split()).removeprefix("c ")


def values(kind, on):
    """`plain` if every value is stored as it goes in, as far as the team's code decides it."""
    if not own(kind):
        return "plain"
    if isinstance(kind, TypeDecorator):
        if overridden(kind, "process_bind_param") and not passes(kind, on):
            return "changed"
        if overridden(kind, "process_literal_param") and not overridden(kind, "process_bind_param"):
            return "changed"
        if overridden(kind, "bind_expression") and not expression_passes(kind):
            return "changed"
        if any(overridden(kind, name) for name in ("bind_processor", "literal_processor")):
            return "changed"
        return values(kind.load_dialect_impl(on), on)
    return "changed" if any(overridden(kind, name) for name in BINDING) else "plain"


def own(kind):
    """Whether any class of the type is not SQLAlchemy's."""
    return any(foreign(cls) for cls in type(kind).__mro__)


def foreign(cls):
    """Whether a class is neither SQLAlchemy's nor Python's."""
    return cls.__module__.split(".")[0] not in ("sqlalchemy", "builtins", "typing")


def overridden(kind, name):
    """Whether a class that is not SQLAlchemy's defines the method."""
    return any(name in vars(cls) for cls in type(kind).__mro__ if foreign(cls))


def passes(kind, on):
    """Whether `process_bind_param` gives back every sample that it takes."""
    if kind.process_bind_param(None, on) is not None:
        return False
    for sample in SAMPLES:
        try:
            bound = kind.process_bind_param(sample, on)
        except Exception:  # a value that the type does not take
            continue
        if type(bound) is not type(sample) or bound != sample:
            return False
    return True


def expression_passes(kind):
    """Whether `bind_expression` gives back what it is given."""
    marker = sa.bindparam("c", type_=kind)
    bound = kind.bind_expression(marker)
    return bound is None or bound is marker
