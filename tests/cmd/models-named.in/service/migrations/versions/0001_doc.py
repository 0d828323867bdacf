"""doc"""
from alembic import op
import sqlalchemy as sa

revision = 'billing1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('doc', sa.Column('id', sa.Integer(), nullable=False), sa.Column('e', db.Vector()))


def downgrade():
    op.drop_table('doc')
