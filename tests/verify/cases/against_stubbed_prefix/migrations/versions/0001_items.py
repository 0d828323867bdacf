"""items"""

from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION citext")
    op.execute("CREATE TABLE item (name citext, other citext)")


def downgrade():
    op.drop_table("item")
    op.execute("DROP EXTENSION citext")
