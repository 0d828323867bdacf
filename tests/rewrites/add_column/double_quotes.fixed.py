"""double quotes"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    # rectify: pgvector/vector, was sa.Column("v", pgvector.sqlalchemy.vector.VECTOR(dim=3), comment="it'…
    op.execute("ALTER TABLE t ADD COLUMN v vector(3)")
    op.execute("COMMENT ON COLUMN t.v IS 'it''s \\:x and 5%'")
    # rectify: pgvector/vector, was sa.Column("order", pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE "T t" ADD COLUMN "order" vector(3)')


def downgrade():
    pass
