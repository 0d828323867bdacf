import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Base(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    length = 40

    def __init__(self, length=None, **kw):
        super().__init__(length or self.length, **kw)


class Native:
    """A mixin that knows the dialect's type."""

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return super().load_dialect_impl(dialect)


class Spec:
    """A mixin that names the column's type."""

    def get_col_spec(self, **kw):
        return 'LTREE'


class Lowering:
    def process_bind_param(self, value, dialect):
        return value.lower() if isinstance(value, str) else value
