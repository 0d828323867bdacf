"""create item

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('c0', postgresql.XML(), nullable=True),
    sa.Column('c1', postgresql.PG_LSN(), nullable=True),
    sa.Column('c2', postgresql.PG_SNAPSHOT(), nullable=True),
    sa.Column('c3', postgresql.TXID_SNAPSHOT(), nullable=True),
    sa.Column('c4', postgresql.XID8(), nullable=True),
    sa.Column('c5', postgresql.POINT(), nullable=True),
    sa.Column('c6', postgresql.LINE(), nullable=True),
    sa.Column('c7', postgresql.LSEG(), nullable=True),
    sa.Column('c8', postgresql.BOX(), nullable=True),
    sa.Column('c9', postgresql.PATH(), nullable=True),
    sa.Column('c10', postgresql.POLYGON(), nullable=True),
    sa.Column('c11', postgresql.CIRCLE(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
