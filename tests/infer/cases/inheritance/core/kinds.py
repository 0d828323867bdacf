import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from . import fields
from .fields import Base, Lowering, Native, Spec


class Child(Base):
    pass


class ImplReplaced(Base):
    impl = sa.Unicode
    length = 12


class LengthReplaced(Child):
    length = 99


class ConstructorReplaced(Base):
    def __init__(self):
        super().__init__(length=7)


class MixedIn(Native, Base):
    pass


class MixedBehind(Base, Native):
    """The mixin comes too late: the decorator's own method is found first."""


class Lowered(Lowering, Base):
    length = 15


class ParentNative(MixedIn):
    """The parent's load_dialect_impl decides, whatever impl says."""

    impl = sa.LargeBinary

    def __init__(self):
        sa.TypeDecorator.__init__(self)


class DialectReplaced(MixedIn):
    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.JSONB())


class Asking(MixedIn):
    def load_dialect_impl(self, dialect):
        if dialect.name == 'sqlite':
            return dialect.type_descriptor(sa.Text())
        return super().load_dialect_impl(dialect)


class Path(Spec, sa.types.UserDefinedType):
    cache_ok = True


class Query(Path):
    def get_col_spec(self, **kw):
        return 'LQUERY'


class Wrapped(sa.TypeDecorator):
    """A decorator around a decorator."""

    impl = fields.Base
    cache_ok = True


class WrappedAgain(sa.TypeDecorator):
    impl = MixedIn(20)
    cache_ok = True


class Deep(LengthReplaced):
    pass


class Deeper(Deep):
    length = 101


class Diamond(LengthReplaced, ConstructorReplaced):
    """Python's order of classes: the length of the first, the constructor of the second."""


class PropertyImpl(Base):
    @property
    def length(self):
        return 61


class ClassVariable(Base):
    length: int = 62


class Chained(Base):
    length = wide = 63


class Computed(Base):
    length = 8 * 8


class FromOther(Base):
    length = ImplReplaced.length + 1
