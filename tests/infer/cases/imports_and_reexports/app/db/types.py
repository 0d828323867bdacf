import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

try:
    from sqlalchemy import Uuid as BaseUuid
except ImportError:
    from sqlalchemy.dialects.postgresql import UUID as BaseUuid

try:
    import numpy_that_is_not_there
except ImportError:
    numpy_that_is_not_there = None

__all__ = ['GUID', 'Stamp', 'Numbered']


class GUID(sa.TypeDecorator):
    impl = postgresql.UUID(as_uuid=True)
    cache_ok = True


class Stamp(sa.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True


class Numbered(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class NotExported(sa.TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True


class Native(sa.TypeDecorator):
    impl = BaseUuid
    cache_ok = True


def _load():
    global Lazy
    Lazy = GUID
