"""parenthesised statement"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
    (
            op.create_table('u', sa.Column('id', sa.Integer()))
    )
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE u ADD COLUMN v vector(3)')


def downgrade():
    op.drop_table('u')
    op.drop_column('t', 'v')
