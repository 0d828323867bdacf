import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Key(sa.TypeDecorator):
    impl = postgresql.UUID(as_uuid=True)
    cache_ok = True


class LTree(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'LTREE'


class Keys(sa.TypeDecorator):
    impl = postgresql.ARRAY(Key)
    cache_ok = True
