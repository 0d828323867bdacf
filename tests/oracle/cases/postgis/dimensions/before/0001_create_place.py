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
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tower', geoalchemy2.types.Geometry(geometry_type='POINTZ', srid=4326, dimension=3, use_N_D_index=True, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.Column('track', geoalchemy2.types.Geometry(geometry_type='LINESTRINGZM', srid=4326, dimension=4, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('idx_place_tower', 'place', ['tower'], unique=False, postgresql_using='gist', postgresql_ops={'tower': 'gist_geometry_ops_nd'})
    op.add_column('place', sa.Column('peak', Geometry('POINTZ', 4326, 3, True, True), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('place')
