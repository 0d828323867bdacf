"""long original is cut"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('a_rather_long_column_name', pgvector.sqlalchemy.vector.VEC…
    op.execute("ALTER TABLE memory_vectors ADD COLUMN a_rather_long_column_name vector(3) DEFAULT '[0,0,0]' NOT NULL")


def downgrade():
    pass
