"""table e"""

import sqlalchemy as sa
from alembic import op

revision = "b1"
down_revision = None


def upgrade():
    op.create_table("table_e", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("table_e")
