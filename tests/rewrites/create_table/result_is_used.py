"""result is used"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    t = op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.bulk_insert(t, [{'id': 1, 'v': [1, 2, 3]}])


def downgrade():
    pass
