"""gone

Revision ID: 41d804241d9c
Revises: 8e723d53dd10
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '41d804241d9c'
down_revision: Union[str, Sequence[str], None] = '8e723d53dd10'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_column('docs', 'plus')
    op.drop_column('docs', 'joined')
    op.drop_column('docs', 'formatted')
    op.drop_column('docs', 'replaced')


def downgrade() -> None:
    """Downgrade schema."""
    op.add_column('docs', sa.Column('replaced', sa.NullType(), nullable=True))
    op.add_column('docs', sa.Column('formatted', sa.NullType(), nullable=True))
    op.add_column('docs', sa.Column('joined', sa.NullType(), nullable=True, comment='two\n  lines'))
    op.add_column('docs', sa.Column('plus', sa.NullType(), nullable=True))
