"""double quotes"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column("t", sa.Column("v", pgvector.sqlalchemy.vector.VECTOR(dim=3), comment="it's :x and 5%"))
    op.add_column("T t", sa.Column("order", pgvector.sqlalchemy.vector.VECTOR(dim=3)))


def downgrade():
    pass
