"""Models of the application."""
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, mapped_column


class Base(DeclarativeBase):
    pass


class Document(Base):
    __tablename__ = 'document'

    id = mapped_column(sa.Integer, primary_key=True)
    embedding = mapped_column(db.Vector())
    name = sa.Column(app.types.Money(), nullable=True)
