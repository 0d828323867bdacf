"""types"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("CREATE TYPE pair AS (two int, one int)")
    op.execute("CREATE AGGREGATE much (int) (sfunc = int4mul, stype = int)")


def downgrade():
    op.execute("DROP AGGREGATE much (int)")
    op.execute("DROP TYPE pair")
    op.execute("ALTER SEQUENCE number OWNED BY NONE")
