"""A team's own types."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Money(sa.TypeDecorator):
    impl = sa.Numeric(12, 2)
    cache_ok = True


class Slug(sa.String):
    def __init__(self, length=80):
        super().__init__(length)


class Document(sa.TypeDecorator):
    impl = postgresql.JSONB
    cache_ok = True


class Moment(sa.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True


class Level(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, digits=4):
        self.digits = digits

    def get_col_spec(self, **kw):
        return f"NUMERIC({self.digits})"
