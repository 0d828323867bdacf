"""docs

Revision ID: 256e52bfb230
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '256e52bfb230'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer, emb vector(3), half halfvec(3) GENERATED ALWAYS AS (emb::halfvec(3)) STORED)')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
