import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Native:
    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.CIDR())
        return super().load_dialect_impl(dialect)


class First(Native, sa.TypeDecorator):
    impl = sa.String(50)
    cache_ok = True


class Last(sa.TypeDecorator, Native):
    impl = sa.String(50)
    cache_ok = True
