"""A name that is bound by an import first and by a class later."""
import sqlalchemy as sa
from sqlalchemy import String

from app.db.types import GUID, Stamp


class GUID(sa.TypeDecorator):  # noqa: F811
    impl = sa.CHAR(32)
    cache_ok = True


class String(String):  # noqa: F811
    """A subclass under its parent's name."""

    def __init__(self):
        super().__init__(19)


class UsesString(sa.TypeDecorator):
    impl = String
    cache_ok = True


def Stamp():  # noqa: F811
    return sa.Date()
