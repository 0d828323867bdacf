import enum

import sqlalchemy as sa
from sqlalchemy import TypeDecorator
from sqlalchemy.dialects import postgresql

from app import enums


class PyIntEnum(TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def __init__(self, enum_class, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.enum_class = enum_class

    def process_bind_param(self, value, dialect):
        return value if value is None or isinstance(value, int) else value.value

    def process_result_value(self, value, dialect):
        return None if value is None else self.enum_class(value)


class StrEnumType(TypeDecorator):
    """As long as its longest member."""

    impl = sa.String
    cache_ok = True

    def __init__(self, enum_class, length=None):
        self.enum_class = enum_class
        super().__init__(length or max(len(member.value) for member in enum_class))


class ValueEnum(sa.Enum):
    """Stores values rather than names."""

    cache_ok = True

    def __init__(self, *enums_, **kw):
        kw.setdefault('values_callable', lambda cls: [member.value for member in cls])
        super().__init__(*enums_, **kw)


class LooseEnum(TypeDecorator):
    impl = sa.Enum(enums.Color, native_enum=False, length=16)
    cache_ok = True


class ColorType(TypeDecorator):
    impl = sa.Enum(enums.Color, name='color_type')
    cache_ok = True


COLOR = sa.Enum(enums.Color, name='shade')
LEVEL = postgresql.ENUM('low', 'high', name='lvl', create_type=False)


def enum_type(cls, **kw):
    return sa.Enum(cls, name=cls.__name__.lower() + '_enum', values_callable=enums.values, **kw)
