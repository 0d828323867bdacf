"""items"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION citext")
    op.create_table("item", sa.Column("name", db.CIText(), nullable=True), sa.Column("other", CIText(), nullable=True))


def downgrade():
    op.drop_table("item")
    op.execute("DROP EXTENSION citext")
