"""items"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("item", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
    op.create_index("ix_item_name", "item", ["name"])


def downgrade():
    op.drop_index("ix_items_name", table_name="item")
    op.drop_table("item")
