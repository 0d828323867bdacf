"""embeddings

Revision ID: da06fe14f3d8
Revises: a43285520207
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'da06fe14f3d8'
down_revision: Union[str, Sequence[str], None] = 'a43285520207'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('ALTER TABLE app.docs ADD COLUMN embedding vector(5)')
    op.execute('ALTER TABLE app.notes ADD COLUMN embedding vector(7)')
    op.execute('ALTER TABLE docs ADD COLUMN embedding vector(3)')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('docs', 'embedding')
    op.drop_column('notes', 'embedding', schema='app')
    op.drop_column('docs', 'embedding', schema='app')
