"""names

Revision ID: 938c6fb47796
Revises: 1e6d748235a6
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '938c6fb47796'
down_revision: Union[str, Sequence[str], None] = '1e6d748235a6'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.rename_table('docs', 'documents')
    op.alter_column('documents', 'emb', new_column_name='embedding')
    op.execute('ALTER INDEX ix_emb RENAME TO ix_embedding')
    op.execute('ALTER TABLE notes RENAME CONSTRAINT uq_emb TO uq_embedding')
    op.execute('ALTER TABLE notes SET SCHEMA archive')
    op.execute('ALTER TABLE documents ALTER COLUMN embedding SET NOT NULL, ADD COLUMN small halfvec(4)')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('ALTER TABLE documents DROP COLUMN small, ALTER COLUMN embedding DROP NOT NULL')
    op.execute('ALTER TABLE archive.notes SET SCHEMA public')
    op.execute('ALTER TABLE notes RENAME CONSTRAINT uq_embedding TO uq_emb')
    op.execute('ALTER INDEX ix_embedding RENAME TO ix_emb')
    op.alter_column('documents', 'embedding', new_column_name='emb')
    op.rename_table('documents', 'docs')
