"""A fake of a class that the revisions use: tests are no source of types."""
import sqlalchemy as sa


class Moved(sa.TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True


class OnlyInTests(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True
