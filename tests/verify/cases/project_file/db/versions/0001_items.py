"""items"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, start=10), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, server_default="new", comment="what it's called"),
        sa.Column("price", sa.Numeric(12, 2), nullable=True),
        sa.Column("twice", sa.Numeric(), sa.Computed("price * 2", persisted=True)),
        sa.CheckConstraint("price > 0", name="ck_item_price"),
        sa.UniqueConstraint("name", name="uq_item_name"),
    )
    op.create_index("ix_item_price", "item", [sa.text("price DESC")], postgresql_where=sa.text("price > 1"))


def downgrade():
    op.drop_index("ix_item_price", table_name="item")
    op.drop_table("item")
