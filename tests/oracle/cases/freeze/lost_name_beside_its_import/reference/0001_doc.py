"""doc

Revision ID: 4f1c8e5a9d20
Revises: 
Create Date: 2026-11-02 10:11:12.131415

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
import pgvector.sqlalchemy


# revision identifiers, used by Alembic.
revision: str = '4f1c8e5a9d20'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE doc (e vector(3))')
    op.bulk_insert(sa.table('doc', sa.column('e', pgvector.sqlalchemy.Vector(3))), [{'e': [1, 2, 3]}])


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('doc')
