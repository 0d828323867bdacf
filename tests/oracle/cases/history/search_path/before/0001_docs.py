"""docs

Revision ID: a4f6113ae229
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a4f6113ae229'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute("SELECT pg_catalog.set_config('search_path', 'public', false)")
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, emb vector(3))')
    op.execute('SET search_path TO public')
    op.execute('CREATE SCHEMA tenant')
    op.execute('SET search_path = tenant, public')
    op.execute('CREATE TABLE notes (id integer PRIMARY KEY, emb vector(5))')
    op.execute('SET search_path TO DEFAULT')
    op.execute('CREATE TABLE notes (id integer PRIMARY KEY, emb vector(4))')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
    op.drop_table('notes')
    op.execute('DROP SCHEMA tenant CASCADE')
