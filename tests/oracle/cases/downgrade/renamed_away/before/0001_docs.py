"""docs

Revision ID: 2ac7bc61735d
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '2ac7bc61735d'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, emb vector(3), other vector(3))')
    op.execute('CREATE TABLE notes (id serial PRIMARY KEY, emb vector(3))')
    op.execute('CREATE INDEX ix_other ON docs USING hnsw (other vector_l2_ops)')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
    op.drop_table('notes')
