import sqlalchemy as sa

_private = sa.Integer()


class State(sa.TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True


class _Hidden(sa.TypeDecorator):
    impl = sa.BigInteger
    cache_ok = True
