import enum

import sqlalchemy as sa
import sqlalchemy_utils
from pgvector.sqlalchemy import HALFVEC, Vector
from sqlalchemy.dialects import postgresql
from sqlalchemy_utils import ChoiceType, EmailType, UUIDType
from sqlmodel import AutoString


class Status(enum.Enum):
    draft = 'd'
    live = 'l'


class IdString(sa.String):
    """A subclass with its own length."""

    def __init__(self):
        super().__init__(length=26)


class Name(sa.String):
    pass


class Name50(Name):
    def __init__(self, length=50, **kw):
        super().__init__(length, **kw)


class BigKey(sa.BigInteger):
    """With its own way into the compiler."""

    __visit_name__ = 'integer'


class Stamp(sa.DateTime):
    def __init__(self, timezone=True):
        super().__init__(timezone=timezone)


class Money(sa.Numeric):
    def __init__(self):
        sa.Numeric.__init__(self, precision=14, scale=2, asdecimal=True)


class Json(postgresql.JSONB):
    pass


class UuidKey(postgresql.UUID):
    cache_ok = True

    def __init__(self):
        super().__init__(as_uuid=True)


class Embedding(Vector):
    cache_ok = True

    def __init__(self, dim=8):
        super().__init__(dim)


class Half(HALFVEC):
    cache_ok = True


class Mail(EmailType):
    cache_ok = True


class ShortMail(EmailType):
    cache_ok = True

    def __init__(self):
        super().__init__(length=60)


class AppUuid(sqlalchemy_utils.UUIDType):
    cache_ok = True


class BinaryUuid(UUIDType):
    cache_ok = True

    def __init__(self):
        super().__init__(binary=True, native=False)


class StatusChoice(ChoiceType):
    cache_ok = True

    def __init__(self):
        super().__init__(Status, impl=sa.String(1))


class Auto(AutoString):
    cache_ok = True


class OnVector(sa.TypeDecorator):
    impl = Vector
    cache_ok = True


class OnVector3(sa.TypeDecorator):
    impl = Vector(3)
    cache_ok = True


class OnUuidType(sa.TypeDecorator):
    """A decorator around a package's decorator."""

    impl = UUIDType
    cache_ok = True


class Compiled(sa.String):
    """An own visit name without an own compiler."""

    __visit_name__ = 'text'


class StatusEnum(sa.Enum):
    """An Enum that knows its members."""

    def __init__(self):
        super().__init__(Status, name='status')


class Reals(postgresql.ARRAY):
    cache_ok = True

    def __init__(self):
        super().__init__(sa.Float)


class Rng(postgresql.INT4RANGE):
    pass
