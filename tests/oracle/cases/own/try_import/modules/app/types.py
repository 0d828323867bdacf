try:
    from sqlalchemy import Uuid as Base
except ImportError:
    from sqlalchemy.dialects.postgresql import UUID as Base

import sqlalchemy as sa


class Key(sa.TypeDecorator):
    impl = Base
    cache_ok = True
