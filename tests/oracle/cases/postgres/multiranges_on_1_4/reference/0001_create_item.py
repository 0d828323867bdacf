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
    op.execute('CREATE EXTENSION IF NOT EXISTS citext')
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', postgresql.INT4MULTIRANGE(), nullable=True),
    sa.Column('b', postgresql.TSQUERY(), nullable=True),
    sa.Column('c', postgresql.CITEXT(), nullable=False),
    sa.Column('d', sa.ARRAY(postgresql.JSONPATH()), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
