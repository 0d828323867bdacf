import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Kept(TypeDecorator):
    impl = sa.String(8)
    cache_ok = True


class Replaced(TypeDecorator):
    impl = sa.String(10)
    cache_ok = True


class ByAlias(TypeDecorator):
    impl = sa.String(11)
    cache_ok = True


class BySetattr(TypeDecorator):
    impl = sa.String(12)
    cache_ok = True


class Base(TypeDecorator):
    LENGTH = 13
    impl = sa.String
    cache_ok = True

    def __init__(self):
        super().__init__(self.LENGTH)


class Child(Base):
    pass


LENGTH = 14


def sized():
    return sa.String(LENGTH)
