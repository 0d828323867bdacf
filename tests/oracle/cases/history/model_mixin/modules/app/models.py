from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.mixins import Embedded


class Base(DeclarativeBase):
    pass


class Record(Base):
    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Doc(Embedded, Record):
    __tablename__ = "docs"
