import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Text50(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.String(50))


class Real(sa.TypeDecorator):
    impl = sa.Float
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.REAL())


class Fixed(sa.TypeDecorator):
    impl = sa.CHAR(4)
    cache_ok = True


class Long(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True
