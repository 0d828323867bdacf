"""grow

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('path', LTREE(), server_default='top', nullable=False))
        batch_op.add_column(sa.Column('words', TSVECTOR(), nullable=True))
        batch_op.alter_column('a', existing_type=sa.TEXT(), type_=INET(), existing_nullable=True)
        batch_op.create_index('ix_words', ['words'], postgresql_using='gin')


def downgrade() -> None:
    """Downgrade schema."""
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index('ix_words')
        batch_op.alter_column('a', existing_type=INET(), type_=sa.TEXT(), existing_nullable=True)
        batch_op.drop_column('words')
        batch_op.drop_column('path')
