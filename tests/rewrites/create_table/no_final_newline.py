"""no final newline"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def downgrade():
    pass


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer()), sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))