"""A package and a module of one name: Python takes the package."""
import sqlalchemy as sa


class Picked(sa.TypeDecorator):
    impl = sa.String(39)
    cache_ok = True
