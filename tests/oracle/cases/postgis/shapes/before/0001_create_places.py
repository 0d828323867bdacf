"""create places

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
    for name in ('a', 'b'):
        op.create_table(name, sa.Column('id', sa.Integer(), nullable=False))
    if op.get_context().dialect.name == 'postgresql':
        op.add_column('a', sa.Column('shape', geoalchemy2.types.Geometry(geometry_type='POINT', srid=4326, dimension=2, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True))
        op.create_index('idx_a_shape', 'a', ['shape'], postgresql_using='gist')
    kind = sa.Column('spot', Geography('POINT', 4326))
    op.add_column('b', kind)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('b')
    op.drop_table('a')
