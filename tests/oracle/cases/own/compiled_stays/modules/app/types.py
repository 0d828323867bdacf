import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles


class Point(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'TEXT'


@compiles(Point, 'postgresql')
def compile_point(type_, compiler, **kw):
    return 'POINT'
