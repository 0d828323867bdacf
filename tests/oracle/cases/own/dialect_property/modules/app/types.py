import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def postgres(dialect):
    return dialect.name == 'postgresql'


class Address(sa.TypeDecorator):
    impl = sa.String(43)
    cache_ok = True

    @property
    def native(self):
        return postgresql.INET()

    def load_dialect_impl(self, dialect):
        if not postgres(dialect):
            return dialect.type_descriptor(sa.String(43))
        return dialect.type_descriptor(self.native)
