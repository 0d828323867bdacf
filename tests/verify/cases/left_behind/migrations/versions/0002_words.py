"""words"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("CREATE TABLE IF NOT EXISTS word (id int PRIMARY KEY)")
    op.execute("CREATE INDEX IF NOT EXISTS ix_item_color ON item (color)")


def downgrade():
    pass
