from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Doc(Base):
    __tablename__ = 'doc'

    id = Column(Integer, primary_key=True)
    e = Column(Vector(3))
