"""items"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(50), server_default="x"),
        sa.Column("size", sa.Integer()),
    )
    op.execute("INSERT INTO item VALUES (1, 'a', 2), (2, 'c', 3)")


def downgrade():
    op.drop_table("item")
