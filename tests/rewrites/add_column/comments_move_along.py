"""comments move along"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    # above
    op.add_column(  # call
        't',
        # column
        sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)),  # behind
    )  # end


def downgrade():
    pass
