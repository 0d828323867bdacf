import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Ident(sa.String):
    def __init__(self):
        super().__init__(length=26)


class Name(sa.String):
    pass


class Json(postgresql.JSONB):
    pass


class Stamp(sa.DateTime):
    def __init__(self, timezone=True):
        super().__init__(timezone=timezone)
