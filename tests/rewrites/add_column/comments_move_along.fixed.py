"""comments move along"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    # above
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # call
    # column
    # behind
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')  # end


def downgrade():
    pass
