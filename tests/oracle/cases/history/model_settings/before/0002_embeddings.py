"""embeddings

Revision ID: bceb714a8d3e
Revises: 13bf7fef1a0f
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'bceb714a8d3e'
down_revision: Union[str, Sequence[str], None] = '13bf7fef1a0f'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('docs', sa.Column('embedding', db.Vector(), nullable=True))
    op.add_column('docs', sa.Column('small', db.Vector(), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('docs', 'small')
    op.drop_column('docs', 'embedding')
