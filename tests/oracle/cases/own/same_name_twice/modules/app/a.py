import sqlalchemy as sa


class Code(sa.TypeDecorator):
    impl = sa.String(5)
    cache_ok = True
