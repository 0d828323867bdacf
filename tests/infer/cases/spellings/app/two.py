from sqlalchemy import *
from sqlalchemy.dialects.postgresql import *
from sqlalchemy.types import *


class H(TypeDecorator):
    """The last star wins: `JSON` is SQLAlchemy's, and so is `DOUBLE_PRECISION`."""

    impl = JSON
    cache_ok = True


class I(TypeDecorator):  # noqa: E742
    impl = INT4RANGE
    cache_ok = True


class J(TypeDecorator):
    impl = DOUBLE_PRECISION
    cache_ok = True


class K(TypeDecorator):
    impl = UnicodeText()
    cache_ok = True


class L(TypeDecorator):
    impl = PickleType
    cache_ok = True


class M(TypeDecorator):
    impl = NCHAR(3)
    cache_ok = True


class O(TypeDecorator):  # noqa: E742
    impl = Uuid(native_uuid=False)
    cache_ok = True


class P(TypeDecorator):
    impl = Uuid(as_uuid=False)
    cache_ok = True


class Q(TypeDecorator):
    impl = LargeBinary(length=100)
    cache_ok = True


class R(TypeDecorator):
    impl = Interval(native=False)
    cache_ok = True


class S(TypeDecorator):
    impl = Double(53)
    cache_ok = True


class U(TypeDecorator):
    impl = TIMESTAMP
    cache_ok = True


class V(TypeDecorator):
    impl = MatchType
    cache_ok = True


class W(TypeDecorator):
    impl = Float(24)
    cache_ok = True


class X(TypeDecorator):
    impl = ARRAY(String(5), dimensions=3, zero_indexes=True)
    cache_ok = True
