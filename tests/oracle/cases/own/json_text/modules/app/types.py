import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB


class Data(sa.TypeDecorator):
    impl = JSONB
    cache_ok = True
