"""form feed"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('v', VECTOR(3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
      # rectify: pgvector/vector, was sa.Column('w', VECTOR(3))
    op.execute('ALTER TABLE t ADD COLUMN w vector(3)')


def downgrade():
    pass
