import sqlalchemy as sa
from pgvector.sqlalchemy import Vector
from sqlalchemy_utils import EmailType, UUIDType


class Embedding(Vector):
    cache_ok = True

    def __init__(self, dim=3):
        super().__init__(dim)


class Mail(EmailType):
    cache_ok = True


class Key(sa.TypeDecorator):
    impl = UUIDType
    cache_ok = True
