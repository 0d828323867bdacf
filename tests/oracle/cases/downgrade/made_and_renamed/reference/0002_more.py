"""more

Revision ID: ea3facd6723d
Revises: 13dc61163a24
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'ea3facd6723d'
down_revision: Union[str, Sequence[str], None] = '13dc61163a24'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('ALTER TABLE docs ADD COLUMN new_emb vector(4)')
    op.alter_column('docs', 'new_emb', new_column_name='small')
    op.execute('CREATE TABLE new_notes (id integer, e vector(5))')
    op.rename_table('new_notes', 'notes')
    op.execute('CREATE INDEX ix_new ON docs USING hnsw (emb vector_cosine_ops)')
    op.execute('ALTER INDEX ix_new RENAME TO ix_cosine')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('DROP INDEX ix_cosine')
    op.execute('DROP TABLE notes')
    op.execute('ALTER TABLE docs DROP COLUMN small')
