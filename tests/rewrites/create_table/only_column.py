"""only column"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.create_table('u',
        sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
    )


def downgrade():
    pass
