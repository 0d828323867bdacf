"""local constant"""
from alembic import op
import pgvector
import sqlalchemy as sa

N = 7

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', pgvector.sqlalchemy.Vector(3)))
    op.add_column('t', sa.Column('w', pgvector.sqlalchemy.Vector(dim=N)))


def downgrade():
    pass
