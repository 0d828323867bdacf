import sqlalchemy as sa


class Label(sa.TypeDecorator):
    impl = sa.String(40)
    cache_ok = True
