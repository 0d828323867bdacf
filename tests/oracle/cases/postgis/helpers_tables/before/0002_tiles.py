"""a schema, rasters, an index that comes by itself

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
    op.execute('CREATE SCHEMA geo')
    op.create_geospatial_table('tile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('around', Geometry(geometry_type='POLYGON', srid=3857), nullable=True),
    sa.Column('image', Raster(spatial_index=False, from_text='raster', name='raster'), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    schema='geo'
    )
    op.create_geospatial_index('idx_tile_image', 'tile', [sa.literal_column('ST_ConvexHull(image)')], unique=False, schema='geo', postgresql_using='gist')
    op.create_geospatial_table('heights',
    sa.Column('top', Geometry(geometry_type='POINTZ', srid=4326, dimension=3, spatial_index=False), nullable=True),
    sa.Column('here', Geometry(spatial_index=False), nullable=True),
    if_not_exists=False)
    op.create_geospatial_index('idx_heights_top', 'heights', ['top'], unique=False, postgresql_using='gist', postgresql_ops={'top': 'gist_geometry_ops_nd'})


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_geospatial_table('heights', if_exists=True)
    op.drop_geospatial_table('tile', 'geo')
    op.execute('DROP SCHEMA geo')
