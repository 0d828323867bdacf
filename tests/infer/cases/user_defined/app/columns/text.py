from sqlalchemy.types import UserDefinedType

__all__ = ['CIText', 'LTree', 'Vec', 'Bits', 'Numbered', 'Formatted', 'Templated', 'Money4', 'Joined', 'Optional_',
           'Spec', 'Quoted', 'Hidden', 'ByMethod', 'Domain', 'Upper', 'Lines', 'Refusing', 'Handed']

DEFAULT_DIM = 3


class CIText(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'CITEXT'

    def bind_processor(self, dialect):
        def process(value):
            return value
        return process


class LTree(UserDefinedType):
    cache_ok = True
    spec = 'LTREE'

    def get_col_spec(self, **kw):
        return self.spec


class Vec(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        if self.dim is None:
            return 'VECTOR'
        return 'VECTOR(%d)' % self.dim

    def bind_processor(self, dialect):
        return lambda value: None if value is None else str(list(value))


class Bits(UserDefinedType):
    cache_ok = True

    def __init__(self, length: int = 1, varying: bool = False):
        self.length = length
        self.varying = varying

    def get_col_spec(self, **kw):
        kind = 'BIT VARYING' if self.varying else 'BIT'
        return f'{kind}({self.length})'


class Numbered(UserDefinedType):
    cache_ok = True

    def __init__(self, precision, scale=0):
        self.precision, self.scale = precision, scale

    def get_col_spec(self, **kw):
        return 'NUMERIC(%(precision)s, %(scale)s)' % {'precision': self.precision, 'scale': self.scale}


class Formatted(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=DEFAULT_DIM):
        self.dim = dim

    def get_col_spec(self, **kw):
        return 'VECTOR({})'.format(self.dim)


class Templated(UserDefinedType):
    cache_ok = True
    template = 'BIT({length})'

    def __init__(self, length):
        self.length = length

    def get_col_spec(self, **kw):
        return self.template.format(length=self.length)


class Money4(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'NUMERIC({0}, {1})'.format(19, 4)


class Joined(UserDefinedType):
    cache_ok = True

    def __init__(self, *parts):
        self.parts = parts

    def get_col_spec(self, **kw):
        return 'BIT(' + str(self.parts[0]) + ')'


class Optional_(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        return 'VECTOR(%s)' % self.dim if self.dim else 'VECTOR'


class Spec(UserDefinedType):
    """The whole type is the argument."""

    cache_ok = True

    def __init__(self, spec):
        self.spec = spec

    def get_col_spec(self, **kw):
        return self.spec


class Quoted(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return '"Mixed Case"'


class Hidden(UserDefinedType):
    """The argument is kept under another name, so it is not rendered."""

    cache_ok = True

    def __init__(self, dim=2):
        self._dim = dim

    def get_col_spec(self, **kw):
        return f'VECTOR({self._dim})'


class ByMethod(UserDefinedType):
    cache_ok = True

    def __init__(self, size=4):
        self.size = size

    def _arguments(self):
        return f'({self.size})' if self.size else ''

    def get_col_spec(self, **kw):
        return 'VARCHAR' + self._arguments()


class Domain(UserDefinedType):
    cache_ok = True

    def __init__(self, name, schema=None):
        self.name = name
        self.schema = schema

    def get_col_spec(self, **kw):
        return '.'.join(part for part in (self.schema, self.name) if part)


class Upper(UserDefinedType):
    cache_ok = True

    def __init__(self, kind='ltree'):
        self.kind = kind

    def get_col_spec(self, **kw):
        return self.kind.upper()


class Lines(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return (
            'TIMESTAMP '
            'WITHOUT TIME ZONE'
        )


class Refusing(UserDefinedType):
    cache_ok = True

    def __init__(self, dim):
        assert dim > 0, 'no dimension'
        self.dim = dim

    def get_col_spec(self, **kw):
        if self.dim > 2000:
            raise ValueError('too many')
        return f'VECTOR({self.dim:d})'


class Handed(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'VARCHAR(%d)' % (len(kw) + 9)
