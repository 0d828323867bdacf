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
    impl = sa.DateTime
    cache_ok = True

    def __init__(self, timezone=True):
        super().__init__(timezone=timezone)


Code = sa.String(9)
