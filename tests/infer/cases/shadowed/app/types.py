"""A module called types, beside others of well-known names."""
import types
from datetime import datetime as DateTime

import sqlalchemy as sa
from sqlalchemy import Integer as BigInteger
from sqlalchemy import Text as String
from sqlalchemy.dialects.postgresql import JSON as JSONB
from sqlalchemy.types import TypeDecorator, UserDefinedType

from app import sqlalchemy_utils
from app.postgresql import UUID
from app.sqlalchemy_utils import EmailType


class Misnamed(TypeDecorator):
    impl = String
    cache_ok = True


class SmallBig(TypeDecorator):
    impl = BigInteger
    cache_ok = True


class Json(TypeDecorator):
    impl = JSONB
    cache_ok = True


class Key(TypeDecorator):
    """The app's own UUID, no Postgres one."""

    impl = UUID
    cache_ok = True


class Mail(EmailType):
    """The app's own module has the name of a package."""

    cache_ok = True


class Phone(sqlalchemy_utils.PhoneType):
    cache_ok = True


class Parameter(TypeDecorator):
    """A parameter that has a type's name."""

    impl = sa.String
    cache_ok = True

    def __init__(self, String=12):
        super().__init__(String)


class LocalName(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        name = 'sqlite'
        if name == 'postgresql':
            return dialect.type_descriptor(sa.Date())
        return dialect.type_descriptor(sa.SmallInteger())


class NotTheDialect(TypeDecorator):
    """Another object has a name, too."""

    impl = sa.Text
    cache_ok = True
    name = 'postgresql'

    def load_dialect_impl(self, dialect):
        if self.name == 'postgresql':
            return dialect.type_descriptor(sa.Date())
        return dialect.type_descriptor(sa.Time())


class ParameterName(TypeDecorator):
    """The dialect under another name."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, d):
        if d.name == 'postgresql':
            return d.type_descriptor(sa.Date())
        return d.type_descriptor(sa.Time())


class Overwritten(TypeDecorator):
    """The second method of a name counts."""

    impl = sa.Text
    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return sa.Integer()

    def load_dialect_impl(self, dialect):  # noqa: F811
        return sa.BigInteger()


class Unreached(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Numeric(5, 1))
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(sa.Date())


class FallingThrough(TypeDecorator):
    """The second test replaces what the first one found."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        kind = sa.Text()
        if dialect.name == 'postgresql':
            kind = sa.Date()
        if dialect.name != 'sqlite':
            kind = sa.Numeric(6, 1)
        return dialect.type_descriptor(kind)


class BothConditions(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql' and dialect.name != 'postgresql':
            return sa.Date()
        if dialect.name == 'mysql' or not dialect.name != 'postgresql':
            return sa.Numeric(7, 1)
        return sa.Time()


class CaseMatters(TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'PostgreSQL' or dialect.name in 'my postgresql':
            return sa.Numeric(8, 1)
        return self.impl


class InText(TypeDecorator):
    """`in` a text looks for a part of it; the tuple has no comma."""

    impl = sa.SmallInteger
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in ('postgres'):
            return sa.Date()
        return self.impl


class ClassVariable(UserDefinedType):
    cache_ok = True
    spec = 'DATE'

    def __init__(self, spec=None):
        if spec:
            self.spec = spec

    def get_col_spec(self, **kw):
        return self.spec


class Property(UserDefinedType):
    cache_ok = True

    @property
    def spec(self):
        return 'INT4RANGE'

    def get_col_spec(self, **kw):
        return self.spec


class NestedFunction(UserDefinedType):
    """The inner function returns something else."""

    cache_ok = True

    def get_col_spec(self, **kw):
        def other():
            return 'WRONG'
        other()
        return 'TSQUERY'


class Augmented(UserDefinedType):
    cache_ok = True

    def __init__(self, size=5):
        self.size = size

    def get_col_spec(self, **kw):
        text = 'VARCHAR'
        if self.size:
            text += '(%s)' % self.size
        return text


class ImplWithName(TypeDecorator):
    impl = sa.Enum('a', 'b', name='ab')
    cache_ok = True


class ZeroLength(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length=None):
        super().__init__(length if length is not None else 9)


Key2 = Key


class Key(TypeDecorator):  # noqa: F811
    """Key2 is still the first one."""

    impl = sa.Numeric(4, 1)
    cache_ok = True
