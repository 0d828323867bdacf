"""more"""

from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("ALTER TABLE app.item ADD COLUMN n int")
    op.execute("GRANT SELECT ON app.item TO reader")
    op.execute("ALTER DATABASE app SET work_mem = '8MB'")


def downgrade():
    op.execute("ALTER DATABASE app RESET work_mem")
    op.execute("REVOKE SELECT ON app.item FROM reader")
    op.execute("ALTER TABLE app.item DROP COLUMN n")
