"""rows"""

from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE item (id serial, n int)")
    op.execute("INSERT INTO item (n) VALUES (1)")
    op.execute("CREATE SEQUENCE number")
    op.execute("CREATE TABLE other (id uuid DEFAULT gen_random_uuid())")
    op.execute("INSERT INTO other DEFAULT VALUES")


def downgrade():
    op.execute("DROP TABLE other, item")
