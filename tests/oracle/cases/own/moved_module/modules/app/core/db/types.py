import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class GUID(sa.TypeDecorator):
    impl = sa.CHAR(32)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class Stamp(sa.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True
