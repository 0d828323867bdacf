"""comments around a column"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t', # table
        # lead
        sa.Column('v', # name
            pgvector.sqlalchemy.vector.VECTOR(dim=3), # type
            nullable=True), # after
        # between
        sa.Column('id', sa.Integer()), # id
        # trailing
    ) # done
    op.execute('SELECT 1')


def downgrade():
    pass
