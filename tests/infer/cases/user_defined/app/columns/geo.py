from sqlalchemy import func
from sqlalchemy.types import UserDefinedType


class Point(UserDefinedType):
    cache_ok = True

    def get_col_spec(self):
        return 'POINT'


class Polygon(UserDefinedType):
    """Values pass through functions of the server."""

    cache_ok = True

    def get_col_spec(self, **kw):
        return "POLYGON"

    def bind_expression(self, bindvalue):
        return func.polygon(bindvalue, type_=self)

    def column_expression(self, col):
        return func.text(col, type_=self)
