"""The embeddings that were not there

Revision ID: 0099
Revises: 0013
"""
import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op

revision = '0099'
down_revision = '0013'
branch_labels = None
depends_on = None

chunk = sa.table('chunk', sa.column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)))


def upgrade():
    op.execute(chunk.update().where(chunk.c.embedding.is_(None)).values(embedding=[0, 0, 0]))


def downgrade():
    pass
