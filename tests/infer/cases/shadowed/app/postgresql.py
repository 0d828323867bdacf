import sqlalchemy as sa


class UUID(sa.TypeDecorator):
    impl = sa.String(22)
    cache_ok = True
