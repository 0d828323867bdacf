import functools
import importlib
import os

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Hooked(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'JSON'


class HookedBase(sa.Integer):
    pass


class HookedChild(HookedBase):
    """The hook of the parent counts."""


class Patched(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True


class SetPatched(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True


class MethodPatched(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True


class HandedOver(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True


class Reassigned(sa.TypeDecorator):
    impl = sa.String(10)
    cache_ok = True


Reassigned.impl = sa.String(22)


class Meta(type):
    def __new__(mcs, name, bases, namespace, **kw):
        namespace.setdefault('impl', sa.BigInteger)
        return super().__new__(mcs, name, bases, namespace)


class WithMeta(sa.TypeDecorator, metaclass=Meta):
    cache_ok = True


class Subclassed(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        cls.impl = sa.Date


class HookedSubclass(Subclassed):
    cache_ok = True
    impl = sa.Integer


def with_impl(impl):
    def decorate(cls):
        cls.impl = impl
        return cls
    return decorate


@with_impl(postgresql.JSONB)
class Decorated(sa.TypeDecorator):
    impl = sa.JSON
    cache_ok = True


def registered(cls):
    """A decorator that changes nothing, but who knows."""
    return cls


@registered
class Registered(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


Made = type('Made', (sa.TypeDecorator,), {'impl': sa.Integer, 'cache_ok': True})


def make(impl_):
    class Inner(sa.TypeDecorator):
        impl = impl_
        cache_ok = True
    return Inner


FromFactory = make(sa.Text)


class Looked(sa.TypeDecorator):
    impl = getattr(sa, 'Small' + 'Integer')
    cache_ok = True


class Imported(sa.TypeDecorator):
    impl = importlib.import_module('sqlalchemy').Date
    cache_ok = True


class Engine(sa.TypeDecorator):
    """The impl is no type; load_dialect_impl says which."""

    impl = sa.types.TypeEngine
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(sa.Text())


class EngineOnly(sa.TypeDecorator):
    """The real type is an argument."""

    impl = sa.types.TypeEngine
    cache_ok = True

    def __init__(self, inner):
        super().__init__()
        self.impl = inner


class ByLoop(sa.TypeDecorator):
    cache_ok = True
    for impl in (sa.Text, sa.Date):
        pass


class Executed(sa.TypeDecorator):
    exec('impl = sa.Date')
    cache_ok = True


class Attribute(sa.TypeDecorator):
    """Attributes that are looked up in a way of its own."""

    impl = sa.String
    cache_ok = True

    def __getattribute__(self, name):
        if name == 'impl':
            return sa.Date()
        return super().__getattribute__(name)


class New(sa.TypeDecorator):
    """The call gives something else than an instance."""

    impl = sa.String
    cache_ok = True

    def __new__(cls, *args, **kw):
        return sa.BigInteger()


class DialectImpl(sa.TypeDecorator):
    """A deeper method is replaced."""

    impl = sa.String
    cache_ok = True

    def type_engine(self, dialect):
        return sa.Date()

    def load_dialect_impl(self, dialect):
        return sa.Date()


class Generic(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return SPECS.get('generic', 'TEXT')


SPECS = {}
SPECS.update(generic='XML')


class Cwd(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'BIT(%d)' % (len(os.sep) + 1)


def traced(function):
    @functools.wraps(function)
    def call(self, **kw):
        return function(self, **kw) + 'TREE'
    return call


class Traced(sa.types.UserDefinedType):
    cache_ok = True

    @traced
    def get_col_spec(self, **kw):
        return 'L'


class FromSelf(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return type(self).__name__.upper()


class Named(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return self.__class__.__name__.lower()


class Variadic(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def with_variant(self, type_, *names):
        return sa.Date()


class Defaulted(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    count = 0

    def __init__(self):
        type(self).count += 1
        super().__init__(20 + (self.count > 0))


class NoImpl(sa.types.TypeEngine):
    """Neither an impl nor a text."""

    __visit_name__ = 'date'


def __getattr__(name):
    if name == 'Lazy':
        return sa.Date
    raise AttributeError(name)
