"""change

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.alter_column('place', 'written', existing_type=sa.TEXT(), type_=Geometry('POINT', 4326), existing_nullable=True)
    op.alter_column('place', 'short', existing_type=sa.VARCHAR(length=80), type_=Geometry('POINT', 4326), existing_nullable=True, postgresql_using='short::geometry(POINT,4326)')
    op.alter_column('place', 'shape', existing_type=Geometry('POINT', 4326), type_=Geometry('POINT', 3857), existing_nullable=True, postgresql_using='ST_Transform(shape, 3857)')


def downgrade() -> None:
    """Downgrade schema."""
    op.alter_column('place', 'shape', existing_type=Geometry('POINT', 3857), type_=Geometry('POINT', 4326), existing_nullable=True, postgresql_using='ST_Transform(shape, 4326)')
    op.alter_column('place', 'short', type_=sa.VARCHAR(length=80), existing_nullable=True, postgresql_using='ST_AsEWKT(short)')
    op.alter_column('place', 'written', type_=sa.TEXT(), existing_nullable=True, postgresql_using='ST_AsEWKT(written)')
