"""table d"""

import sqlalchemy as sa
from alembic import op

revision = "a4"
down_revision = ("a2", "a3")


def upgrade():
    op.create_table("table_d", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("table_d")
