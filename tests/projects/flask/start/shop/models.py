import enum
import uuid

import sqlalchemy as sa

from shop.database import db
from shop.types import GUID, PyIntEnum, UTCDateTime


class Status(enum.Enum):
    ACTIVE = 1
    CLOSED = 2


class Customer(db.Model):
    id = sa.Column(GUID, primary_key=True, default=uuid.uuid4)
    email = sa.Column(sa.String(254), nullable=False, unique=True)
    status = sa.Column(PyIntEnum(Status), nullable=False, server_default="1", index=True)
    created_at = sa.Column(UTCDateTime, nullable=False, server_default=sa.func.now())
    external_id = sa.Column(sa.String(36))
    rating = sa.Column(sa.Integer)
