"""final"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("CREATE TABLE other (id int)")


def downgrade():
    raise ValueError("there is no way back")
