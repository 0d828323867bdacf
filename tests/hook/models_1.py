from typing import Optional

from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, String, UniqueConstraint
from sqlalchemy_utils import ChoiceType, EmailType
from sqlmodel import Field, SQLModel


class Memory(SQLModel, table=True):
    __tablename__ = "memory"
    __table_args__ = (UniqueConstraint("title", name="uq_memory_title"),)

    id: Optional[int] = Field(default=None, primary_key=True)
    title: str = Field(max_length=80)
    body: str = Field(sa_column=Column(String, nullable=False, server_default="it's 100%: \\ :x"))
    embedding: list = Field(sa_column=Column(Vector(3), nullable=True))
    state: str = Field(sa_column=Column(ChoiceType([("a", "A"), ("b", "B")]), nullable=False))
    owner: str = Field(sa_column=Column(EmailType, nullable=False))
