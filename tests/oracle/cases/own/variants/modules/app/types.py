import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class StringUUID(sa.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else str(value)

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(36))


class Money(sa.TypeDecorator):
    impl = sa.Numeric(12, 2)
    cache_ok = True


class Slug(sa.TypeDecorator):
    impl = sa.String(80)
    cache_ok = True


class UTCDateTime(sa.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True


class Document(sa.TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(sa.JSON())


class Snowflake(sa.TypeDecorator):
    impl = sa.BigInteger
    cache_ok = True


class Code(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length=12):
        super().__init__(length)
