from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base


class Sketch(declarative_base()):
    __tablename__ = 'doc'

    id = Column(Integer, primary_key=True)
    e = Column(Vector(3))
