"""gone

Revision ID: 1a2b3c4d0004
Revises: 1a2b3c4d0002, 1a2b3c4d0003
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1a2b3c4d0004'
down_revision: Union[str, Sequence[str], None] = ('1a2b3c4d0002', '1a2b3c4d0003')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_column('docs', 'emb')


def downgrade() -> None:
    """Downgrade schema."""
    op.add_column('docs', sa.Column('emb', sa.NullType(), nullable=True))
