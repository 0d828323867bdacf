import sqlalchemy as sa


class Key(sa.TypeDecorator):
    """Text elsewhere, a number on Postgres."""

    impl = sa.String(20)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(sa.BigInteger())
        return self.impl
