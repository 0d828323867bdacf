import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

NATIVE = frozenset({"postgresql", "cockroachdb"})


class Key(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class BigKey(sa.types.TypeDecorator):
    impl = sa.BigInteger
    cache_ok = True


class GuidKey(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in NATIVE:
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(sa.CHAR(36))
