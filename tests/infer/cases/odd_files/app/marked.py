import sqlalchemy as sa


class Marked(sa.TypeDecorator):
    impl = sa.String(36)
    cache_ok = True


class Größe(sa.TypeDecorator):
    """A name beyond ASCII."""

    impl = sa.String(37)
    cache_ok = True
