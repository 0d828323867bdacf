"""create place

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
import geoalchemy2
from geoalchemy2 import Geometry

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis')
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('shape', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('border', Geometry, nullable=True),
    sa.Column('area', Geometry(spatial_index=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('idx_place_area', 'place', ['area'], unique=False, postgresql_using='gist')
    op.create_index('idx_place_border', 'place', ['border'], unique=False, postgresql_using='gist')
    op.create_index('idx_place_shape', 'place', ['shape'], unique=False, postgresql_using='gist')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('place')
