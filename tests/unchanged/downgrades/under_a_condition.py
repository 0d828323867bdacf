"""under a condition"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')


def downgrade():
    if sa.inspect(op.get_bind()).has_table('docs'):
        op.drop_column('docs', 'emb')
