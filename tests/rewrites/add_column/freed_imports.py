"""freed imports"""
from alembic import op
import pgvector, os
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', halfvec(1), server_default=sa.false()))
    op.add_column('t', sa.Column('w', sqlmodel.AutoString(), nullable=True))
    op.add_column('t', sa.Column('x', postgresql.ARRAY(pgvector.sqlalchemy.Vector(3))))


def downgrade():
    pass
