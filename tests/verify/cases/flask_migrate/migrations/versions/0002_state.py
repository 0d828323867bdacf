"""state"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


state = sa.Enum("new", "it's old", name="state")


def upgrade():
    state.create(op.get_bind())
    op.add_column("item", sa.Column("state", state, nullable=False, server_default="new"))


def downgrade():
    op.drop_column("item", "state")
    state.drop(op.get_bind())
