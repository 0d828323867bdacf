"""no way back"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.drop_column("item", "name")


def downgrade():
    raise NotImplementedError("the names are gone")
