"""columns and an index

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
    with op.batch_alter_table('place') as batch_op:
        batch_op.add_geospatial_column(sa.Column('shape', Geometry('POINT', 4326), nullable=True, comment='lost'), insert_after='id')
        batch_op.add_column(sa.Column('name', sa.String(length=20), nullable=True))
        batch_op.create_geospatial_index('idx_place_shape', ['shape'], unique=False, postgresql_using='gist')
    with op.batch_alter_table('place', schema='geo') as batch_op:
        batch_op.add_geospatial_column(sa.Column('spot', Geography('POINT', 4326, spatial_index=False), nullable=True))
        batch_op.add_geospatial_column(sa.Column('image', Raster(spatial_index=False), nullable=True, unique=True))


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table('place', schema='geo') as batch_op:
        batch_op.drop_geospatial_column('image')
        batch_op.drop_geospatial_column('spot')
    with op.batch_alter_table('place') as batch_op:
        batch_op.drop_geospatial_index('idx_place_shape', column_name='shape')
        batch_op.drop_column('name')
        batch_op.drop_geospatial_column('shape')
