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
    sa.Column('c0', postgresql.INT4RANGE(), nullable=True),
    sa.Column('c1', postgresql.INT8RANGE(), nullable=True),
    sa.Column('c2', postgresql.NUMRANGE(), nullable=True),
    sa.Column('c3', postgresql.DATERANGE(), nullable=True),
    sa.Column('c4', postgresql.TSRANGE(), nullable=True),
    sa.Column('c5', postgresql.TSTZRANGE(), nullable=True),
    sa.Column('c6', postgresql.INT4MULTIRANGE(), nullable=True),
    sa.Column('c7', postgresql.INT8MULTIRANGE(), nullable=True),
    sa.Column('c8', postgresql.NUMMULTIRANGE(), nullable=True),
    sa.Column('c9', postgresql.DATEMULTIRANGE(), nullable=True),
    sa.Column('c10', postgresql.TSMULTIRANGE(), nullable=True),
    sa.Column('c11', postgresql.TSTZMULTIRANGE(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
