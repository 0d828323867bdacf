"""four

Revision ID: 1a2b3c4d0002
Revises: 1a2b3c4d0001
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1a2b3c4d0002'
down_revision: Union[str, Sequence[str], None] = '1a2b3c4d0001'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('ALTER TABLE docs ALTER COLUMN emb TYPE vector(4)')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('ALTER TABLE docs ALTER COLUMN emb TYPE vector(3)')
