"""columns with more to them

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
    op.add_geospatial_column('place', sa.Column('shape', Geometry('POINT', 4326), sa.CheckConstraint('ST_IsValid(shape)'), nullable=True))
    op.add_geospatial_column('place', sa.Column('like', sa.Integer(), sa.ForeignKey('place.id'), nullable=True))
    nothing = op.create_geospatial_table('spot', sa.Column('shape', Geometry('POINT', 4326), nullable=True), comment='lost')
    assert nothing is None
    arguments = {'postgresql_using': 'gist'}
    op.create_geospatial_index('idx_place_shape', 'place', ['shape'], **arguments)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_geospatial_table('spot')
    op.drop_geospatial_column('place', 'like')
    op.drop_geospatial_column('place', 'shape')
