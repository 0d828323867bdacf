from sqlalchemy.types import UserDefinedType


class Money(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'money'


class Bits(UserDefinedType):
    cache_ok = True

    def __init__(self, length):
        self.length = length

    def get_col_spec(self, **kw):
        return f'bit varying({self.length})'
