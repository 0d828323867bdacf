import sqlalchemy as sa


class Code(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class CodeChild(Code):
    cache_ok = True
