"""create item

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
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('c0', db.INT4RANGE(), nullable=True),
    sa.Column('c1', sa.INT8RANGE(), nullable=True),
    sa.Column('c2', db.NUMRANGE(), nullable=True),
    sa.Column('c3', sa.DATERANGE(), nullable=True),
    sa.Column('c4', db.TSRANGE(), nullable=True),
    sa.Column('c5', sa.TSTZRANGE(), nullable=True),
    sa.Column('c6', db.INT4MULTIRANGE(), nullable=True),
    sa.Column('c7', sa.INT8MULTIRANGE(), nullable=True),
    sa.Column('c8', db.NUMMULTIRANGE(), nullable=True),
    sa.Column('c9', sa.DATEMULTIRANGE(), nullable=True),
    sa.Column('c10', db.TSMULTIRANGE(), nullable=True),
    sa.Column('c11', sa.TSTZMULTIRANGE(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
