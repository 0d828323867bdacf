from datetime import date

import sqlalchemy as sa
from advanced_alchemy.base import UUIDAuditBase
from sqlalchemy.orm import Mapped, mapped_column


class Author(UUIDAuditBase):
    __tablename__ = "author"

    name: Mapped[str] = mapped_column(sa.String(100), index=True)
    born: Mapped[date | None]
    code: Mapped[str | None] = mapped_column(sa.String(36))
