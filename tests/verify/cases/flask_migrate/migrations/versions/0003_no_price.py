"""no price"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("COMMENT ON TABLE item IS 'all of them'")


def downgrade():
    op.execute("COMMENT ON TABLE item IS NULL")
