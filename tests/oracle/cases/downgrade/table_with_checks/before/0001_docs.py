"""docs

Revision ID: 1e32d60f84b3
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1e32d60f84b3'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute("CREATE TABLE docs (n integer CHECK (((n > 0) AND (n < 9))), kind text CONSTRAINT k CHECK (kind <> 'x'), emb vector(3) CHECK (vector_dims(emb) = 3), CHECK (n > 1 OR kind IS NULL))")


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
