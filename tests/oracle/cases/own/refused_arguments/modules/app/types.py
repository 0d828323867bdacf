import sqlalchemy as sa


class Fixed(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self):
        super().__init__(length=64)


class EnumOf(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def __init__(self, members):
        super().__init__()
        self.members = members
