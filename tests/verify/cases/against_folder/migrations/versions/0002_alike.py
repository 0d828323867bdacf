"""alike"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_index("ix_item_name", "item", ["name"])


def downgrade():
    op.drop_index("no_such_index")
