"""table c"""

import sqlalchemy as sa
from alembic import op

revision = "a3"
down_revision = "a1"


def upgrade():
    op.create_table("table_c", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("table_c")
