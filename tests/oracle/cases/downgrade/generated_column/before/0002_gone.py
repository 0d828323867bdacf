"""gone

Revision ID: a97f175c529a
Revises: 256e52bfb230
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a97f175c529a'
down_revision: Union[str, Sequence[str], None] = '256e52bfb230'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('ALTER TABLE docs DROP COLUMN emb CASCADE')


def downgrade() -> None:
    """Downgrade schema."""
    pass
