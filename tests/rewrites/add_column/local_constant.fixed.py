"""local constant"""
from alembic import op
import sqlalchemy as sa

N = 7

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.Vector(3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
    # rectify: pgvector/vector, was sa.Column('w', pgvector.sqlalchemy.Vector(dim=N))
    op.execute('ALTER TABLE t ADD COLUMN w vector(7)')


def downgrade():
    pass
