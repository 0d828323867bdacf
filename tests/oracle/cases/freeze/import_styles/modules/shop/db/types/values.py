import enum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from shop.limits import Limits


class State(str, enum.Enum):
    OPEN = "open"
    CLOSED = "closed"


class StateType(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, states):
        super().__init__(max(len(state.value) for state in states))
        self.states = states

    def process_bind_param(self, value, dialect):
        return None if value is None else value.value


class Slug(sa.types.TypeDecorator):
    impl = sa.String(Limits.SLUG)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.lower() if value else value


class Money(sa.types.TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def __init__(self, precision=12, scale=2):
        super().__init__(precision, scale)


class Tags(sa.types.TypeDecorator):
    impl = postgresql.ARRAY(sa.String(20), dimensions=1)
    cache_ok = True


class Payload(sa.types.TypeDecorator):
    impl = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    cache_ok = True


def short(length=None, **options):
    return sa.String(length or 1 << 5, **options)
