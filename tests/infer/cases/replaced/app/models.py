import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

import app.types
from app import types
from app import types as kinds


class Other(TypeDecorator):
    impl = sa.String(99)
    cache_ok = True


app.types.Replaced = Other
kinds.ByAlias = Other
setattr(types, "BySetattr", Other)
types.Base.LENGTH = 98
types.LENGTH = 97
