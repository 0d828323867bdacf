import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Plan(Base):
    __tablename__ = 'plan'
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
