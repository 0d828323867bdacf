"""again

Revision ID: b67dde9c4400
Revises: 2f445945477d
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b67dde9c4400'
down_revision: Union[str, Sequence[str], None] = '2f445945477d'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE TABLE new_docs (id integer PRIMARY KEY, emb vector(9))')
    op.drop_table('docs')
    op.rename_table('new_docs', 'docs')
    op.drop_table('notes')
    op.execute('CREATE TABLE notes (emb vector(4))')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('notes')
