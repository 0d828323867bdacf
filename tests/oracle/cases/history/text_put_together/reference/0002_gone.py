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
    op.execute('ALTER TABLE docs ADD COLUMN replaced vector(7)')
    op.execute('ALTER TABLE docs ADD COLUMN formatted vector(6)')
    op.execute('ALTER TABLE docs ADD COLUMN joined vector(5)')
    op.execute("COMMENT ON COLUMN docs.joined IS 'two\n  lines'")
    op.execute('ALTER TABLE docs ADD COLUMN plus vector(4)')
