import sqlalchemy as sa


class Encrypted(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, key, size=64, *, pad=0, **kw):
        self.key = key
        super().__init__(size + pad, **kw)


class Amount(sa.TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def __init__(self, precision=18, scale=6):
        super().__init__(precision=precision, scale=scale)
