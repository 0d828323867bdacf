import sqlalchemy as sa


class Windows(sa.TypeDecorator):
    impl = sa.String(38)
    cache_ok = True
