"""comments around a column"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('t', # table
        # lead
        # between
        sa.Column('id', sa.Integer()), # id
        # trailing
    ) # done
    # name
    # type
    # after
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=Tru…
    op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
    op.execute('SELECT 1')


def downgrade():
    pass
