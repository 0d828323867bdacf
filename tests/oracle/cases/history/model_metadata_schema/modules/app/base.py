from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

SCHEMA = "app"
metadata = MetaData(schema=SCHEMA)


class Base(DeclarativeBase):
    metadata = metadata


class Plain(DeclarativeBase):
    pass
