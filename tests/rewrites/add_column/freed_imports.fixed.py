"""freed imports"""
from alembic import op
import os
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', halfvec(1), server_default=sa.false()))
    op.add_column('t', sa.Column('w', sa.String(), nullable=True))
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('x', postgresql.ARRAY(pgvector.sqlalchemy.Vector(3)))
    op.execute('ALTER TABLE t ADD COLUMN x vector(3)[]')


def downgrade():
    pass
