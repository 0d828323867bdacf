import sqlalchemy as sa


class Lower(sa.TypeDecorator):
    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.lower() if value is not None else None


class Secret(sa.TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True

    def bind_expression(self, bindvalue):
        return sa.func.sha256(bindvalue)
