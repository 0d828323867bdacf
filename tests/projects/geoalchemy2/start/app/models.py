import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster  # noqa: F401
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass
