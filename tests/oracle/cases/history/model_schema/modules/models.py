from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
from pgvector.sqlalchemy import Vector

Base = declarative_base()


class Old(Base):
    __tablename__ = "docs"
    __table_args__ = {"schema": "old"}

    id = Column(Integer, primary_key=True)
    emb = Column(Vector(9))


class Doc(Base):
    __tablename__ = "docs"

    id = Column(Integer, primary_key=True)
    vector = Column("emb", Vector(3))
