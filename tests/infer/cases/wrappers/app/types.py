import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class GUID(sa.TypeDecorator):
    impl = sa.CHAR(32)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class LTree(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'LTREE'


class Code(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length=10):
        super().__init__(length)


class Ids(sa.TypeDecorator):
    """An array of another decorator."""

    impl = sa.ARRAY(GUID)
    cache_ok = True


class IdList(postgresql.ARRAY):
    def __init__(self, dimensions=None):
        super().__init__(GUID(), dimensions=dimensions)


class VariantImpl(sa.TypeDecorator):
    """A variant as impl."""

    impl = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
    cache_ok = True


class Literal(sa.TypeDecorator):
    impl = sa.String(8)
    cache_ok = True

    def process_literal_param(self, value, dialect):
        return repr(value)


class Coercing(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    @property
    def python_type(self):
        return str

    def coerce_compared_value(self, op, value):
        return sa.Text()

    def compare_values(self, x, y):
        return x == y


class Quiet(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_result_value(self, value, dialect):
        return value and value.strip()

    def __repr__(self):
        return 'Quiet()'


class Stripping(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.strip() if value else value


class Casting(sa.TypeDecorator):
    impl = sa.String(5)
    cache_ok = True

    def bind_expression(self, bindvalue):
        return sa.func.lower(bindvalue, type_=self)


class Noting(sa.TypeDecorator):
    """Comments and docstrings that look like code: impl = sa.Date."""

    # impl = sa.Integer
    impl = sa.Boolean  # impl = sa.Text
    """impl = sa.Time"""
    cache_ok = True
    coerce_to_is_types = ()
