"""types"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("CREATE TYPE pair AS (one int, two int)")
    op.execute("CREATE AGGREGATE much (int) (sfunc = int4pl, stype = int)")
    op.execute("ALTER SEQUENCE number OWNED BY item.id")


def downgrade():
    op.execute("DROP AGGREGATE much (int)")
    op.execute("DROP TYPE pair")
    op.execute("ALTER SEQUENCE number OWNED BY NONE")
