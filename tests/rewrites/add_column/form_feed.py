"""form feed"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', VECTOR(3)))
      op.add_column('t', sa.Column('w', VECTOR(3)))


def downgrade():
    pass
