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

    op.create_table('place', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))
    op.execute('CREATE SCHEMA geo')
    op.create_table('place', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'), schema='geo')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('place', schema='geo')
    op.execute('DROP SCHEMA geo')
    op.drop_table('place')
