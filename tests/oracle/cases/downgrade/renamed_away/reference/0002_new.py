"""new

Revision ID: 3ceda437ca21
Revises: 2ac7bc61735d
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '3ceda437ca21'
down_revision: Union[str, Sequence[str], None] = '2ac7bc61735d'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.alter_column('docs', 'emb', new_column_name='emb_old')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(4)')
    op.rename_table('notes', 'notes_old')
    op.execute('CREATE TABLE notes (id integer, emb vector(5))')
    op.execute('ALTER INDEX ix_other RENAME TO ix_other_old')
    op.execute('CREATE INDEX ix_other ON docs USING hnsw (other vector_cosine_ops)')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('DROP INDEX ix_other')
    op.execute('ALTER INDEX ix_other_old RENAME TO ix_other')
    op.execute('DROP TABLE notes')
    op.execute('ALTER TABLE notes_old RENAME TO notes')
    op.execute('ALTER TABLE docs DROP COLUMN emb')
    op.execute('ALTER TABLE docs RENAME COLUMN emb_old TO emb')
