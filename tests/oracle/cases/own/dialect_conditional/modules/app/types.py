import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Blob(sa.TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.BYTEA() if dialect.name == 'postgresql' else sa.Text())
