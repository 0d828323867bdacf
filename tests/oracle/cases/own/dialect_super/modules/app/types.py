import sqlalchemy as sa

from .base import Native


class Key(Native):
    impl = sa.LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'oracle':
            return dialect.type_descriptor(sa.LargeBinary(16))
        return super().load_dialect_impl(dialect)
