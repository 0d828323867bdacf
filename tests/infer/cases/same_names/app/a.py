import sqlalchemy as sa


class Code(sa.TypeDecorator):
    impl = sa.String(5)
    cache_ok = True


class Only(sa.TypeDecorator):
    impl = sa.Date
    cache_ok = True
