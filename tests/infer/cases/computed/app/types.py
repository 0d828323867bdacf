import enum
import functools
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.types import TypeDecorator, UserDefinedType

from app import const


class InSet(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in const.NATIVE:
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(sa.String(30))


class NotInSet(TypeDecorator):
    impl = sa.String(31)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return postgresql.INET() if dialect.name in const.OLD else self.impl


class Shifted(TypeDecorator):
    impl = sa.String(const.BITS)
    cache_ok = True


class Power(TypeDecorator):
    impl = sa.String(const.BYTES)
    cache_ok = True


class Compared(TypeDecorator):
    impl = sa.String(const.WIDE)
    cache_ok = True


class Longest(TypeDecorator):
    impl = sa.String(max(length for length in const.LENGTHS if length < 20))
    cache_ok = True


class Looped(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        for name in ("cockroachdb", "postgresql"):
            if dialect.name == name:
                return dialect.type_descriptor(postgresql.CITEXT())
        return dialect.type_descriptor(sa.String())


class Left(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        found = sa.String(3)
        for name, kind in (("postgresql", sa.String(4)), ("sqlite", sa.String(5))):
            if dialect.name == name:
                found = kind
                break
        return dialect.type_descriptor(found)


class Kept(TypeDecorator):
    impl = sa.String
    cache_ok = True

    @classmethod
    @functools.lru_cache(maxsize=None)
    def kind(cls, name):
        return postgresql.MACADDR() if name == "postgresql" else sa.String(17)

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(self.kind(dialect.name))


class ByMethod(TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return getattr(self, f"load_{dialect.name}")(dialect)

    def load_postgresql(self, dialect):
        return dialect.type_descriptor(postgresql.JSONB())


class Deferred(TypeDecorator):
    impl = sa.String
    cache_ok = True
    kinds = {"postgresql": lambda: postgresql.CIDR(), "sqlite": lambda: sa.String(43)}

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(self.kinds[dialect.name]())


class Checked(TypeDecorator):
    impl = sa.String(9) if TYPE_CHECKING else sa.String(10)
    cache_ok = True


class Precise(TypeDecorator):
    impl = postgresql.TIMESTAMP
    cache_ok = True

    def __init__(self):
        super().__init__(True, 3)


class Limited(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length=20):
        if length > 255:
            self.limited = False
            super().__init__(255)
        else:
            self.limited = True
            super().__init__(length)


class Parts(UserDefinedType):
    cache_ok = True

    def __init__(self, precision=None, scale=None):
        self.precision = precision
        self.scale = scale

    def get_col_spec(self, **kw):
        parts = [str(part) for part in (self.precision, self.scale) if part is not None]
        return "NUMERIC" + ("(" + ", ".join(parts) + ")" if parts else "")


class Hstore(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return type(self).__name__.lower()


class Outer:
    class Inner(TypeDecorator):
        impl = sa.String(16)
        cache_ok = True


class Text(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return str(value)


Words = sa.ARRAY(Text)
Mutable = MutableDict.as_mutable(postgresql.JSONB)
MutableWords = MutableList.as_mutable(sa.ARRAY(sa.Text()))
Collated = sa.String(30, "C")
Decimal = sa.Numeric(8, 2, None, False)
Span = sa.Interval(True, 3)
Pickled = sa.PickleType(impl=sa.Text)
NoArguments = lambda: sa.Numeric(10, 3)


class Spread(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, **options):
        super().__init__(**{"length": 5, **options})


class Overridden(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, **options):
        super().__init__(**dict(options, length=7))


class Late(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        makers = []
        for length in (1, 2, 3):
            makers.append(lambda: sa.String(length))
        return dialect.type_descriptor(makers[0]())


class Whole(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "BIT({:d})".format(5)


class Lines(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return """BIT
        (8)"""


COUNT = 10
by_count = lambda: sa.String(COUNT)
COUNT = 30
