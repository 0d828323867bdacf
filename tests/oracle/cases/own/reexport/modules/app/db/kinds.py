import sqlalchemy as sa

__all__ = ['First']


class First(sa.TypeDecorator):
    impl = sa.String(11)
    cache_ok = True


class Second(sa.TypeDecorator):
    impl = sa.Date
    cache_ok = True
