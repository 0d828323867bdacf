import sqlalchemy as sa

from . import const
from .const import ID_LEN as KEY_LEN


class User:
    """A model: its columns' types are used in revisions by hand."""

    NAME = 31
    __tablename__ = 'users'
    STATES = ['new', 'old']
    EMAIL_TYPE = sa.String(const.Limits.email)
