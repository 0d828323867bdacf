import sqlalchemy as sa


class Twice(sa.TypeDecorator):
    """The same name, another type."""

    impl = sa.Text
    cache_ok = True


class Outer:
    class Nested(sa.TypeDecorator):
        """Inside another class: not what a dotted module path can mean."""

        impl = sa.Date
        cache_ok = True
