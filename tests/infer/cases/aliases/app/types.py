import functools
from functools import partial

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import UUID as PgUUID

GUID = postgresql.UUID(as_uuid=True)
Key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
Text = sa.String
Json = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
Ident: sa.types.TypeEngine = sa.String(26)
Short = partial(sa.String, 20)
Decimal = functools.partial(sa.Numeric, precision=20, scale=8)
Wide = partial(sa.String, length=500)
Tz = sa.DateTime(timezone=True)
Alias = GUID
Upper = PgUUID

REBOUND = sa.Integer()
REBOUND = sa.String(5)

ID_LEN = 21
MUTABLE = 10
MUTABLE += 5
COUNT = 70

lambda_type = lambda n=30: sa.String(n)  # noqa: E731


def StringID(**kw):
    return sa.String(250, **kw)


def Sized(length=64):
    """A default."""
    return sa.String(length)


def Native():
    from sqlalchemy.dialects.postgresql import CITEXT

    return CITEXT()


def Chosen(big=False):
    if big:
        return sa.BigInteger()
    return sa.Integer()


def VariantJson():
    return sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql', 'cockroachdb')


def Local():
    kind = sa.Numeric(10, 2)
    return kind


class Types:
    """A namespace."""

    guid = postgresql.UUID(as_uuid=True)
    code = sa.String(ID_LEN)

    @staticmethod
    def name():
        return sa.String(ID_LEN * 2)

    @classmethod
    def other(cls, n):
        return sa.String(n)


def Mutated():
    return sa.String(MUTABLE)


_cache = {}


def Cached(name):
    return _cache.setdefault(name, sa.String(len(name)))


def GlobalChange():
    global COUNT
    COUNT += 7
    return sa.String(COUNT % 7 + 10)
