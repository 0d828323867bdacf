"""create places

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis')
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis_raster')

    op.create_geospatial_table('place',
    sa.Column('shape', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry', nullable=False), nullable=False, comment="Where it's"),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('spot', Geography(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    comment='The helpers lose it',
    prefixes=['UNLOGGED']
    )
    op.create_geospatial_index('idx_place_shape', 'place', ['shape'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.create_geospatial_index('idx_place_spot', 'place', ['spot'], unique=False, postgresql_using='gist', postgresql_ops={})


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_geospatial_index('idx_place_spot', table_name='place', postgresql_using='gist', column_name='spot')
    op.drop_geospatial_index('idx_place_shape', table_name='place', postgresql_using='gist', column_name='shape')
    op.drop_geospatial_table('place')
