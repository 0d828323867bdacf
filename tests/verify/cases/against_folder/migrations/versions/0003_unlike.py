"""unlike"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_unique_constraint("uq_item_size", "item", ["size"])


def downgrade():
    op.drop_constraint("uq_item_size", "item")
