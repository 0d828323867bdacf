"""moved in front"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    with op.batch_alter_table('t', schema='S x') as batch_op:
        # first
        batch_op.add_column(sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))  # trail
        # second
        batch_op.add_column(sa.Column('w', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.execute("select 1")


def downgrade():
    pass
