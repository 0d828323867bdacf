import sqlalchemy as sa


class Label(sa.TypeDecorator):
    impl = sa.String(40)
    cache_ok = True


class Money(sa.TypeDecorator):
    impl = sa.Numeric(12, 2)
    cache_ok = True

    def process_result_value(self, value, dialect):
        return value
