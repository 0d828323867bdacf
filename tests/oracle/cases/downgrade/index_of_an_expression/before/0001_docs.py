"""docs

Revision ID: c046428e2027
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'c046428e2027'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, name text, emb vector(3))')
    op.execute('CREATE INDEX ix_half ON docs USING hnsw ((emb::halfvec(3)) halfvec_l2_ops) WITH (m = 4) WHERE id > 3')
    op.execute('CREATE INDEX ix_name ON docs (lower(name), ((id + 1)), (emb))')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
