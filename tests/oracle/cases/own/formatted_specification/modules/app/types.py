from sqlalchemy.types import UserDefinedType


class Bits(UserDefinedType):
    cache_ok = True

    def __init__(self, length=1, varying=False):
        self.length = length
        self.varying = varying

    def get_col_spec(self, **kw):
        return f"BIT{' VARYING' if self.varying else ''}({self.length})"


class Exact(UserDefinedType):
    cache_ok = True

    def __init__(self, precision, scale=2):
        self.precision = precision
        self.scale = scale

    def get_col_spec(self, **kw):
        return 'NUMERIC({0}, {scale})'.format(self.precision, scale=self.scale)
