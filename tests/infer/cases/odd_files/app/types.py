import sqlalchemy as sa


class Picked(sa.TypeDecorator):
    impl = sa.Date
    cache_ok = True
