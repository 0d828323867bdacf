from typing import Optional

from pgvector.sqlalchemy import HALFVEC, Vector
from sqlalchemy import Column, String, UniqueConstraint
from sqlalchemy_utils import EmailType
from sqlmodel import Field, SQLModel


class Memory(SQLModel, table=True):
    __tablename__ = "memory"
    __table_args__ = (UniqueConstraint("title", name="uq_memory_title"),)

    id: Optional[int] = Field(default=None, primary_key=True)
    title: str = Field(max_length=120)
    body: str = Field(sa_column=Column(String, nullable=False, server_default="it's 100%: \\ :x"))
    small: list = Field(sa_column=Column(HALFVEC(3), nullable=False, comment="it's new"))
    image: list = Field(sa_column=Column(Vector(2), nullable=True))
    owner: str = Field(sa_column=Column(EmailType(100), nullable=False))
