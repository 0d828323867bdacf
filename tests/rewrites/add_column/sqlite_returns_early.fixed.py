"""sqlite returns early"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    if op.get_context().dialect.name == 'sqlite':
        return
    op.execute('SELECT 1')
    if op.get_context().dialect.name != 'postgresql':
        return
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')


def downgrade():
    pass
