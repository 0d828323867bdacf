"""roles"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("CREATE ROLE reader LOGIN")
    op.execute("CREATE TABLE report (id int)")
    op.execute("ALTER TABLE report OWNER TO reader")


def downgrade():
    op.execute("DROP TABLE report")
    op.execute("DROP ROLE reader")
