from typing import Any, Optional

from pgvector.sqlalchemy import Vector
from sqlmodel import Field, SQLModel


class Docs(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    emb: Any = Field(sa_type=Vector(3))
