import enum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, UserDefinedType


class Plain(TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class Small(TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True


class ToBig(TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.BigInteger())
        return dialect.type_descriptor(sa.Integer())


class TextToInteger(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Integer())


class TextToNumeric(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Numeric(78, 0))


class Inner(TypeDecorator):
    impl = Plain
    cache_ok = True


class Subclass(sa.Integer):
    pass


class Own(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "integer"


class Amount(TypeDecorator):
    impl = sa.Numeric(10, 0)
    cache_ok = True


class Varied(TypeDecorator):
    impl = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    cache_ok = True


TextVariant = sa.String().with_variant(postgresql.UUID(), "postgresql")
BigVariant = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Level(enum.IntEnum):
    LOW = 1


class Levels(TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, levels):
        super().__init__()
        self.levels = levels
