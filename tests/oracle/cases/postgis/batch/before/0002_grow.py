"""grow

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
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shape', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, dimension=2, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True))

    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.add_column(sa.Column('spot', geoalchemy2.types.Geography(geometry_type='POINT', srid=4326, dimension=2, from_text='ST_GeogFromText', name='geography'), nullable=True))
        batch_op.create_index('idx_place_spot', ['spot'], unique=False, postgresql_using='gist')

    with op.batch_alter_table('place') as batch_op:
        batch_op.drop_column('name')
        batch_op.add_column(sa.Column('image', geoalchemy2.types.Raster(from_text='raster', name='raster'), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_column('image')
        batch_op.add_column(sa.Column('name', sa.Text()))
        batch_op.drop_index('idx_place_spot')
        batch_op.drop_column('spot')
        batch_op.drop_column('shape')
