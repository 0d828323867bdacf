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
    op.execute('CREATE EXTENSION IF NOT EXISTS hstore')
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('b', postgresql.HSTORE(text_type=sa.Text()), nullable=True),
    sa.Column('c', postgresql.INTERVAL(precision=3), nullable=True),
    sa.Column('d', postgresql.INTERVAL(fields='DAY TO SECOND', precision=2), nullable=True),
    sa.Column('e', postgresql.INTERVAL(fields='YEAR'), nullable=True),
    sa.Column('f', postgresql.BYTEA(length=16), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
