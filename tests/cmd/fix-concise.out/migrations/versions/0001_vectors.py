"""vectors"""
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), null…
    op.execute('ALTER TABLE doc ADD COLUMN embedding vector(3)')


def downgrade():
    op.drop_column('doc', 'embedding')
