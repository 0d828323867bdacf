from pgvector.sqlalchemy import Vector
from sqlalchemy.orm import Mapped, mapped_column

from .settings import EMBEDDING_DIM


class Embedded:
    emb: Mapped[list[float]] = mapped_column(Vector(EMBEDDING_DIM))
