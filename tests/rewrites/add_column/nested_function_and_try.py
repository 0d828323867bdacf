"""nested function and try"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    def add(table):
        op.add_column(table, sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))

    add('a')
    try:
        op.add_column('t', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    except Exception:
        raise


def downgrade():
    pass
