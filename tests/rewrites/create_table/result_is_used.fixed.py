"""result is used"""
from alembic import op
import sqlalchemy as sa
import pgvector.sqlalchemy

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    t = op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.bulk_insert(t, [{'id': 1, 'v': [1, 2, 3]}])


def downgrade():
    pass
