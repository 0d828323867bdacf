"""no final newline"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def downgrade():
    pass


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('t', sa.Column('id', sa.Integer()))
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')