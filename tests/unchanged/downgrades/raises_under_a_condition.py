"""raises under a condition"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')


def downgrade():
    if op.get_context().as_sql:
        raise RuntimeError('not offline')
