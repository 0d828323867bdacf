"""bare operations"""
from alembic import op

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was Column('v', VECTOR(3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')


def downgrade():
    pass
