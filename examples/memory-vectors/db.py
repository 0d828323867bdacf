"""What the models are made of: the declarative base, and a column type for embeddings."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import UserDefinedType
from sqlmodel import SQLModel

__all__ = ["Column", "ForeignKey", "Index", "Integer", "Model", "String", "Text", "Vector", "metadata"]

metadata = SQLModel.metadata
Model = declarative_base(metadata=metadata)


class Vector(UserDefinedType):
    """A vector of so many numbers.

    Autogenerate prints the constructor arguments for which it finds attributes of the same
    names. Here it finds none: `db.Vector(1536)` comes out as `db.Vector()`.
    """

    cache_ok = True

    def __init__(self, dimensions=None):
        self._dimensions = dimensions

    def get_col_spec(self, **_):
        return f"VECTOR({self._dimensions})" if self._dimensions else "VECTOR"

    def bind_processor(self, dialect):
        return lambda value: None if value is None else "[" + ",".join(map(str, value)) + "]"
