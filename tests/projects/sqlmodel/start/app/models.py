import uuid
from datetime import datetime
from enum import Enum
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Kind(str, Enum):
    ARTICLE = "article"
    NOTE = "note"


class Document(SQLModel, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    title: str = Field(max_length=200, index=True)
    slug: str = Field(max_length=80, unique=True)
    body: str
    language: Optional[str] = Field(default=None, max_length=2)
    kind: Kind
    extra: dict = Field(default_factory=dict, sa_type=JSONB)
    created_at: datetime = Field(
        sa_type=sa.DateTime(timezone=True), sa_column_kwargs={"server_default": sa.func.now()}
    )
