"""right"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("item", sa.Column("size", sa.Integer()))


def downgrade():
    op.drop_column("item", "size")
