import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

NATIVE = ('postgresql', 'cockroachdb')


class AdjustedJSON(sa.TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in NATIVE:
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return super().load_dialect_impl(dialect)
