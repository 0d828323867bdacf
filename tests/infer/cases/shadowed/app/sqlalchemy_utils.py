"""The app's own, by the name of a package."""
import sqlalchemy as sa


class EmailType(sa.TypeDecorator):
    impl = sa.String(77)
    cache_ok = True


class PhoneType(sa.String):
    def __init__(self):
        super().__init__(16)
