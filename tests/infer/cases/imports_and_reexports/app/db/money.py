from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from app.other import Base
else:
    from sqlalchemy.types import TypeDecorator as Base


class Money(Base):
    impl = sa.Numeric(11, 3)
    cache_ok = True
