import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

Json = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


class Payload(sa.TypeDecorator):
    impl = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
    cache_ok = True
