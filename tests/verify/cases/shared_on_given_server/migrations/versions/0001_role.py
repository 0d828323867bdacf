"""role"""

from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE ROLE reader")


def downgrade():
    op.execute("DROP ROLE reader")
