from pgvector.sqlalchemy import VECTOR
from sqlalchemy.types import TypeDecorator


class VecLen(TypeDecorator):
    impl = VECTOR
    cache_ok = True

    def __init__(self, dimensions):
        super().__init__(dimensions)
