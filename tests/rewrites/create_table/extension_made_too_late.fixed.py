"""extension made too late"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('t', sa.Column('id', sa.Integer())  # the key
                    )
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')


def downgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.drop_table('t')
