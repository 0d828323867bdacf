from pgvector.sqlalchemy import Vector
from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, mapped_column

from app.config import get_settings, settings


class Base(DeclarativeBase):
    pass


class Doc(Base):
    __tablename__ = "docs"
    id = mapped_column(Integer, primary_key=True)
    embedding = mapped_column(Vector(settings.embedding_dim))
    small = mapped_column(Vector(get_settings().small_dim))
