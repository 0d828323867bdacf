"""gone

Revision ID: e3ce6b10cff0
Revises: c046428e2027
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e3ce6b10cff0'
down_revision: Union[str, Sequence[str], None] = 'c046428e2027'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_index('ix_half', table_name='docs')
    op.drop_index('ix_name', table_name='docs')


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('CREATE INDEX ix_name ON docs (lower(name), ((id + 1)), (emb))')
    op.execute('CREATE INDEX ix_half ON docs USING hnsw ((emb::halfvec(3)) halfvec_l2_ops) WITH (m = 4) WHERE id > 3')
