"""gone

Revision ID: fd3d969441a4
Revises: d24672e9a474
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'fd3d969441a4'
down_revision: Union[str, Sequence[str], None] = 'd24672e9a474'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.drop_column('docs', 'emb')
    op.drop_column('docs', 'mood')


def downgrade() -> None:
    """Downgrade schema."""
    op.add_column('docs', sa.Column('mood', sa.NullType(), nullable=True))
    op.add_column('docs', sa.Column('emb', sa.NullType(), nullable=True))
