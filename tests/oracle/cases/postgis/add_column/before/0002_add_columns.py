"""add columns

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('place', sa.Column('shape', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True))
    op.add_column('place', sa.Column('spot', geoalchemy2.types.Geography(), nullable=True))
    op.add_column('place', sa.Column('anything', geoalchemy2.types.Geometry(dimension=2, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True, comment='any shape'))
    op.add_column('place', sa.Column('image', geoalchemy2.types.Raster(from_text='raster', name='raster'), nullable=True))
    op.add_column('place', sa.Column('untyped', geoalchemy2.Geometry(geometry_type=None, srid=4326), nullable=True))
    op.add_column('place', sa.Column('home', Geometry('point', 4326), server_default=sa.text("'SRID=4326;POINT(1 2)'"), nullable=False))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('place', 'home')
    op.drop_column('place', 'untyped')
    op.drop_column('place', 'image')
    op.drop_column('place', 'anything')
    op.drop_column('place', 'spot')
    op.drop_column('place', 'shape')
