"""docs

Revision ID: 2e91a0dc8dac
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '2e91a0dc8dac'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer, emb vector(3)) PARTITION BY LIST (id)')
    op.execute('CREATE TABLE notes (emb vector(3)); ALTER TABLE notes ALTER COLUMN emb SET STORAGE PLAIN')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('notes')
    op.drop_table('docs')
