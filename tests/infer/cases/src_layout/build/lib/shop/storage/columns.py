"""An old copy that a build left behind."""
import sqlalchemy as sa


class Price(sa.TypeDecorator):
    impl = sa.Float
    cache_ok = True
