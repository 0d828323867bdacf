import sqlalchemy as sa


class Code(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    width = 4

    def __init__(self, length=None):
        super().__init__(length or self.width)
