import sqlalchemy as sa


class Big(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'BIGINT'
