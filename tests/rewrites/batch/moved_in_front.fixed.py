"""moved in front"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # first
    # trail
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE "S x".t ADD COLUMN v vector(3)')
    # second
    # rectify: pgvector/vector, was sa.Column('w', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE "S x".t ADD COLUMN w vector(3)')
    op.execute("select 1")


def downgrade():
    pass
