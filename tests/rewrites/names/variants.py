"""variants"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('a', sa.JSON().with_variant(pgvector.sqlalchemy.vector.VECTOR(dim=3), 'postgresql')))
    op.add_column('t', sa.Column('b', pgvector.sqlalchemy.vector.VECTOR(dim=3).with_variant(sa.JSON(), 'sqlite')))


def downgrade():
    pass
