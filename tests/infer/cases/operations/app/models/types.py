import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class GUID(sa.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class Cents(sa.TypeDecorator):
    impl = sa.BigInteger
    cache_ok = True


class Slug(sa.TypeDecorator):
    impl = sa.String(60)
    cache_ok = True


class Path(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'LTREE'
