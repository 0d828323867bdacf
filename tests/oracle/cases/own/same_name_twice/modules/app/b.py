import sqlalchemy as sa


class Code(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True
