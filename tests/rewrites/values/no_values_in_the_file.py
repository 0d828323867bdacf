"""no values in the file"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    kind = pgvector.sqlalchemy.vector.VECTOR(dim=3)
    op.add_column('t', sa.Column('v', kind))


def downgrade():
    pass
