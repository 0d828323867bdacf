"""The models of a service that keeps what its agents remember."""

import enum
from typing import Any, Optional

import db
import sqlalchemy
import sqlalchemy_utils
from db import Column, Vector, metadata
from pgvector.sqlalchemy import VECTOR
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

__all__ = ["Agent", "Document", "Kind", "MemoryVector", "metadata"]


class Kind(enum.Enum):
    """What a memory is about."""

    fact = "fact"
    event = "event"


class Agent(db.Model):
    """Somebody who remembers."""

    __tablename__ = "agents"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    settings = db.Column(JSONB)


class MemoryVector(db.Model):
    """One memory, with the vector that it is found by."""

    __tablename__ = "memory_vectors"

    id = db.Column(db.Integer, primary_key=True)
    agent_id = db.Column(db.ForeignKey("agents.id"), nullable=False, index=True)
    kind = db.Column(sqlalchemy_utils.ChoiceType(Kind), nullable=False)
    content = db.Column(db.Text, nullable=False)
    embedding = Column(Vector(1536), nullable=False)


class Document(SQLModel, table=True):
    """What memories were taken from."""

    __tablename__ = "documents"

    id: Optional[int] = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    source: str
    summary: Any = Field(sa_type=VECTOR(384))

    __table_args__ = (
        sqlalchemy.Index(
            "ix_documents_summary",
            "summary",
            postgresql_using="hnsw",
            postgresql_ops={"summary": "vector_cosine_ops"},
        ),
    )
