import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Code(TypeDecorator):
    """An impl that is an instance: the constructor drops its arguments."""

    impl = sa.String(10)
    cache_ok = True


class Plain(TypeDecorator):
    """The constructor that TypeDecorator brings hands its arguments to the impl's class."""

    impl = sa.String
    cache_ok = True


class Amount(TypeDecorator):
    impl = sa.Numeric(10, 4)
    cache_ok = True


class Fixed(TypeDecorator):
    """Its own constructor takes nothing: a rendered length is refused."""

    impl = sa.String
    cache_ok = True

    def __init__(self):
        super().__init__(length=64)


class Doubled(TypeDecorator):
    """What is rendered is doubled once more."""

    impl = sa.String
    cache_ok = True

    def __init__(self, length=10):
        super().__init__(length=length * 2)


class Encrypted(TypeDecorator):
    """Another constructor than the impl's."""

    impl = sa.String
    cache_ok = True

    def __init__(self, key, size=64, **kwargs):
        self.key = key
        super().__init__(size, **kwargs)


class Padded(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length, *, pad=8, **kw):
        super(Padded, self).__init__(length + pad, **kw)


class Named(TypeDecorator):
    impl = sa.String
    cache_ok = True
    default_length = 120

    def __init__(self, length=None):
        TypeDecorator.__init__(self, length=length or self.default_length)


class ShortNamed(Named):
    default_length = 20


class Passing(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault('length', 33)
        super().__init__(*args, **kwargs)


class Ignoring(TypeDecorator):
    """The constructor drops what it takes."""

    impl = sa.String
    cache_ok = True

    def __init__(self, length=None):
        self.wanted = length
        super().__init__()


class Defaulting(TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def __init__(self, precision=18, scale=6):
        super().__init__(precision, scale)


class Assigned(TypeDecorator):
    """The impl is set by the constructor."""

    impl = sa.String
    cache_ok = True

    def __init__(self, length=50):
        self.impl = sa.Unicode(length + 1)


class Replaced(TypeDecorator):
    """An impl set after the parent's constructor."""

    impl = sa.Text
    cache_ok = True

    def __init__(self):
        super().__init__()
        self.impl = sa.LargeBinary()


class Wrapping(TypeDecorator):
    """The wrapped type is an argument that the rendering hides."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, inner):
        super().__init__()
        self.impl = inner


class Constrained(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length: int):
        if length > 255:
            raise ValueError('too long')
        super().__init__(length=length)


class Sized(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, size='m'):
        lengths = {'s': 8, 'm': 16, 'l': 32}
        super().__init__(lengths[size])


class Choosing(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, long=False):
        if long:
            super().__init__(500)
        else:
            super().__init__(50)
