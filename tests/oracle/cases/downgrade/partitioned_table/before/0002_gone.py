"""gone

Revision ID: a160736845c9
Revises: 2e91a0dc8dac
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a160736845c9'
down_revision: Union[str, Sequence[str], None] = '2e91a0dc8dac'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_table('docs')
    op.drop_table('notes')


def downgrade() -> None:
    """Downgrade schema."""
    pass
