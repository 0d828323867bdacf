import json

import sqlalchemy as sa
from sqlalchemy import BigInteger, LargeBinary, Unicode
from sqlalchemy import types
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine


class LongText(TypeDecorator):
    """A class as impl."""

    impl = sa.Text
    cache_ok = True


class Slug(TypeDecorator):
    impl = sa.String(80)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.lower() if value is not None else None


class Money(types.TypeDecorator):
    impl = types.Numeric(precision=12, scale=2)
    cache_ok = True


class JsonDict(TypeDecorator):
    impl = LargeBinary

    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else json.dumps(value).encode()

    def process_result_value(self, value, dialect):
        return None if value is None else json.loads(value)


class Document(TypeDecorator):
    impl = JSONB
    cache_ok = True


class UTCDateTime(TypeDecorator[object]):
    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is not None and value.tzinfo is None:
            raise ValueError('naive datetime')
        return value


class Snowflake(sa.TypeDecorator):
    impl: TypeEngine = BigInteger
    cache_ok: bool = True


class Title(sa.types.TypeDecorator):
    """With pass-through methods, which change nothing."""

    impl = Unicode(120)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value

    def process_result_value(self, value, dialect):
        return value


class Tags(TypeDecorator):
    impl = postgresql.ARRAY(sa.String(40))
    cache_ok = True


class Matrix(TypeDecorator):
    impl = postgresql.ARRAY(sa.Integer, dimensions=2)
    cache_ok = True


class Flags(TypeDecorator):
    impl = postgresql.BIT(8)
    cache_ok = True


class Duration(TypeDecorator):
    impl = sa.Interval
    cache_ok = True


class Span(TypeDecorator):
    impl = postgresql.INTERVAL(fields='DAY TO SECOND', precision=3)
    cache_ok = True


class Tristate(TypeDecorator):
    impl = sa.Boolean
    cache_ok = True


class Ratio(TypeDecorator):
    impl = sa.Float(precision=53)
    cache_ok = True


class Address(TypeDecorator):
    impl = postgresql.INET
    cache_ok = True


class Clock(TypeDecorator):
    impl = sa.Time(timezone=True)
    cache_ok = True


class Collated(TypeDecorator):
    impl = sa.String(30, collation='C')
    cache_ok = True
