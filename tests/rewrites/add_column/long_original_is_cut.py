"""long original is cut"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('memory_vectors', sa.Column('a_rather_long_column_name', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=False, server_default='[0,0,0]'))


def downgrade():
    pass
