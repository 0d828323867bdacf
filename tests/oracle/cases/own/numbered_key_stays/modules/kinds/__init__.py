import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator


class IntegerToText(TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.String(20))


class NumericToInteger(TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.BigInteger())


class IntegerToNumeric(TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Numeric(20, 0))


Variant = sa.Integer().with_variant(postgresql.UUID(), "postgresql")
