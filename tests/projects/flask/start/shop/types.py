"""The types of our columns."""

import uuid
from datetime import timezone

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql.base import ischema_names


class GUID(sa.TypeDecorator):
    """A UUID on Postgres, CHAR(32) elsewhere."""

    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(sa.CHAR(32))

    def process_bind_param(self, value, dialect):
        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(value)


class UTCDateTime(sa.TypeDecorator):
    """A moment, always in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.astimezone(timezone.utc)


class PyIntEnum(sa.TypeDecorator):
    """A member of an enum by its number."""

    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, enumtype, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.enumtype = enumtype

    def process_bind_param(self, value, dialect):
        return None if value is None else value.value

    def process_result_value(self, value, dialect):
        return None if value is None else self.enumtype(value)


class JSONDocument(sa.TypeDecorator):
    """A dictionary that is never null inside."""

    impl = postgresql.JSONB
    cache_ok = True

    def process_result_value(self, value, dialect):
        return value or {}


class Money(sa.TypeDecorator):
    """An amount of money in our currency."""

    impl = sa.Numeric(12, 2)
    cache_ok = True


class Slug(sa.String):
    """A part of an address."""

    def __init__(self, length=80):
        super().__init__(length)


class Secret(sa.TypeDecorator):
    """Text that is encrypted before it is stored."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, purpose):
        super().__init__()
        self.purpose = purpose


class LTree(sa.types.UserDefinedType):
    """A path in a tree, of the extension ltree."""

    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


class Decimals(sa.types.UserDefinedType):
    """A number with as many decimals as one says."""

    cache_ok = True

    def __init__(self, digits=8, decimals=None):
        self.digits = digits
        self.decimals = decimals

    def get_col_spec(self, **kw):
        if self.decimals is None:
            return f"NUMERIC({self.digits})"
        return f"NUMERIC({self.digits}, {self.decimals})"


# So that reflection knows it.
ischema_names["ltree"] = LTree
