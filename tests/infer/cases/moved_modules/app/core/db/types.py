import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Moved(sa.TypeDecorator):
    impl = sa.String(13)
    cache_ok = True


class Key(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, size=3):
        self.size = size

    def get_col_spec(self, **kw):
        return 'BIT(%d)' % self.size


class Twice(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


def Factory(n=14):
    return sa.String(n)


class Document:
    """No type at all, but a type's name elsewhere."""


class Renamed2(sa.TypeDecorator):
    impl = postgresql.JSONB
    cache_ok = True
