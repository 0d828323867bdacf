"""docs

Revision ID: a8967e17b7c6
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a8967e17b7c6'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

MORE = ['ALTER TABLE docs ADD COLUMN more vector(2)']
NAMES = ['one']
NAMES += ['two']


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, "3" vector(3), "4" vector(4))')
    names = ['4']
    names.append('3')
    for name in names:
        op.execute(f'ALTER TABLE docs RENAME COLUMN "{name}" TO emb_{name}')
    sizes = {'emb': 3}
    sizes['emb'] = 9
    op.execute(f'ALTER TABLE docs ALTER COLUMN emb_3 TYPE vector({sizes["emb"]})')
    list(map(op.execute, MORE))
    MORE_NAMES = NAMES
    for name in NAMES:
        op.execute(f'ALTER TABLE docs ADD COLUMN {name} vector(3)')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
