"""gone

Revision ID: ce10c039de8d
Revises: a4f6113ae229
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'ce10c039de8d'
down_revision: Union[str, Sequence[str], None] = 'a4f6113ae229'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_column('docs', 'emb')
    op.drop_column('notes', 'emb')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('ALTER TABLE notes ADD COLUMN emb vector(4)')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')
