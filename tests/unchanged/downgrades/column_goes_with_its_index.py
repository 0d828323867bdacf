"""column goes with its index"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')
    op.execute('CREATE INDEX ix_emb ON docs USING hnsw (emb vector_l2_ops)')


def downgrade():
    op.drop_column('docs', 'emb')
