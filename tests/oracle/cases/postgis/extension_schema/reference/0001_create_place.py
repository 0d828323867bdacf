"""create place

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE SCHEMA IF NOT EXISTS extensions')
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA extensions')
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis_raster WITH SCHEMA extensions')
    op.execute('CREATE TABLE place (id SERIAL NOT NULL, PRIMARY KEY (id))')
    op.execute('ALTER TABLE place ADD COLUMN peak extensions.geometry(POINTZ,4326)')
    op.execute('CREATE INDEX idx_place_peak ON place USING gist (peak extensions.gist_geometry_ops_nd)')
    op.execute('ALTER TABLE place ADD COLUMN image extensions.raster')
    op.execute('CREATE INDEX idx_place_image ON place USING gist (extensions.ST_ConvexHull(image))')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('place')
