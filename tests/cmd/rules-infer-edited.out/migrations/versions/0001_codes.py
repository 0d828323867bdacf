"""codes

Revision ID: 1a
Revises:
"""
from alembic import op
import sqlalchemy as sa

revision = '1a'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('item', sa.Column('code', app.types.Code(length=8), nullable=True))
    op.add_column('item', sa.Column('sized', app.types.Sized(length=8), nullable=True))


def downgrade():
    op.drop_column('item', 'sized')
    op.drop_column('item', 'code')
