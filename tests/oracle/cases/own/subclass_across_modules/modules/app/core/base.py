import sqlalchemy as sa


class Text(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    length = 40

    def __init__(self, length=None):
        super().__init__(length or self.length)
