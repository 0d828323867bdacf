"""add shape

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
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis')

    op.add_column('place', sa.Column('shape', Geometry('POINT', 4326, spatial_index=False), nullable=True))
    op.create_index('idx_place_shape', 'place', ['shape'], unique=False, postgresql_using='gist')
    op.add_column('place', sa.Column('border', Geometry('POLYGON', 3857)))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('place', 'border')
    op.drop_index('idx_place_shape', table_name='place', postgresql_using='gist')
    op.drop_column('place', 'shape')
