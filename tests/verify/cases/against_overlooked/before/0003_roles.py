"""roles"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("CREATE ROLE reader")
    op.execute("CREATE TABLE report (id int)")


def downgrade():
    op.execute("DROP TABLE report")
    op.execute("DROP ROLE reader")
