"""lightweight table"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.bulk_insert(t, [{'v': [1, 2, 3]}])


def downgrade():
    pass
