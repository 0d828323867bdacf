"""add columns

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
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis_raster')

    op.add_column('place', sa.Column('shape', Geometry('POINT', 4326), nullable=True))
    op.add_column('place', sa.Column('spot', Geography(), nullable=True))
    op.add_column('place', sa.Column('anything', Geometry(), nullable=True, comment='any shape'))
    op.add_column('place', sa.Column('image', Raster(), nullable=True))
    op.add_column('place', sa.Column('untyped', Geometry(geometry_type=None, srid=4326), nullable=True))
    op.add_column('place', sa.Column('home', Geometry('POINT', 4326), server_default=sa.text("'SRID=4326;POINT(1 2)'"), nullable=False))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('place', 'home')
    op.drop_column('place', 'untyped')
    op.drop_column('place', 'image')
    op.drop_column('place', 'anything')
    op.drop_column('place', 'spot')
    op.drop_column('place', 'shape')
