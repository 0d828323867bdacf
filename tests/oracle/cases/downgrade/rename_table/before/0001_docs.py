"""docs

Revision ID: 1e6d748235a6
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1e6d748235a6'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, name text, emb vector(3))')
    op.execute('CREATE TABLE notes (id integer PRIMARY KEY, emb vector(3) CONSTRAINT uq_emb UNIQUE)')
    op.execute('CREATE INDEX ix_emb ON docs USING hnsw (emb vector_l2_ops)')
    op.execute('CREATE SCHEMA archive')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
    op.drop_table('notes')
    op.execute('DROP SCHEMA archive')
