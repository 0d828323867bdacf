import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Slug(sa.TypeDecorator):
    impl = sa.String(80)
    cache_ok = True


class Sub(sa.String):
    pass


class Count(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class LTree(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'LTREE'
