from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer, Table
from sqlalchemy.orm import mapped_column

from .base import Base, Plain, metadata


class Doc(Base):
    __tablename__ = "docs"
    id = mapped_column(Integer, primary_key=True)
    embedding = mapped_column(Vector(5))


class PlainDoc(Plain):
    __tablename__ = "docs"
    id = mapped_column(Integer, primary_key=True)
    embedding = mapped_column(Vector(3))


notes = Table("notes", metadata, Column("id", Integer), Column("embedding", Vector(7)))
