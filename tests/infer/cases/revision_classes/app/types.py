import sqlalchemy as sa


class Money(sa.TypeDecorator):
    """Not what the revision means by Money."""

    impl = sa.Integer
    cache_ok = True


class Base(sa.TypeDecorator):
    impl = sa.String(44)
    cache_ok = True
