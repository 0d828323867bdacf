"""key is blotted out"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('s', sa.String()))


def downgrade():
    pass
