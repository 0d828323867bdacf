"""drop columns again

Revision ID: 0003a1b2c3d4
Revises: 0002a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster

# revision identifiers, used by Alembic.
revision: str = '0003a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0002a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_geospatial_column('place', 'middle')
    op.drop_geospatial_column('place', 'told', if_exists=True)


def downgrade() -> None:
    """Downgrade schema."""
    op.add_geospatial_column('place', sa.Column('told', Geography(geometry_type='POINT', srid=4326, _spatial_index_reflected=True), autoincrement=False, nullable=True, comment='lost'))
    op.add_geospatial_column('place', sa.Column('middle', Geometry(spatial_index=False), sa.Computed('ST_Centroid(plain)', persisted=True), nullable=True))
