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
    op.add_geospatial_column('place', sa.Column('plain', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True))
    op.add_geospatial_column('place', sa.Column('indexed', Geometry(geometry_type='POINT', srid=4326), nullable=True))
    op.add_geospatial_column('place', sa.Column('told', Geography(geometry_type='POINT', srid=4326), nullable=True, comment='lost'))
    op.add_geospatial_column('place', sa.Column('single', Geometry('POINT', 4326), unique=True, index=True, comment='lost too', nullable=True))
    op.add_geospatial_column(table_name='place', column=sa.Column('image', Raster(), nullable=True))
    op.add_geospatial_column('place', sa.Column('empty', Geometry('POINT', 4326), nullable=False, server_default=sa.text("ST_GeomFromText('POINT EMPTY', 4326)")))
    op.add_geospatial_column('place', sa.Column('middle', Geometry(spatial_index=False), sa.Computed('ST_Centroid(plain)', persisted=True), nullable=True))
    op.add_geospatial_column('place', sa.Column('far', Geometry('POINT', 4326), nullable=True), schema='geo')
    op.add_geospatial_column('place', sa.Column('further', Geometry('POINT', 4326), nullable=True, unique=True), 'geo')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_geospatial_column('place', 'further', 'geo')
    op.drop_geospatial_column('place', 'far', schema='geo')
    op.drop_geospatial_column('place', 'middle')
    op.drop_geospatial_column('place', 'empty', if_exists=False)
    op.drop_geospatial_column(table_name='place', column_name='image')
    op.drop_geospatial_column('place', 'single')
    op.drop_geospatial_column('place', 'told')
    op.drop_geospatial_column('place', 'indexed')
    op.drop_geospatial_column('place', 'plain')
