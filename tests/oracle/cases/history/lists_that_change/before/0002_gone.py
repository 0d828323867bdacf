"""gone

Revision ID: 3aaf2650cc1f
Revises: a8967e17b7c6
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '3aaf2650cc1f'
down_revision: Union[str, Sequence[str], None] = 'a8967e17b7c6'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_column('docs', 'emb_3')
    op.drop_column('docs', 'two')


def downgrade() -> None:
    """Downgrade schema."""
    op.add_column('docs', sa.Column('two', sa.NullType(), nullable=True))
    op.add_column('docs', sa.Column('emb_3', sa.NullType(), nullable=True))
