"""shrink

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('item', sa.Column('place', LtreeType(), nullable=True, server_default='top', comment='was: words'))
    op.drop_column('item', 'words')


def downgrade() -> None:
    """Downgrade schema."""
    op.add_column('item', sa.Column('words', db.LTXTQUERY(), nullable=True))
    op.drop_column('item', 'place')
