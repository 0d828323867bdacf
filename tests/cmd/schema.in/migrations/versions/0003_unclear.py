"""what the text does not tell"""
import os

from alembic import op
import sqlalchemy as sa
from app.types import Money

revision = "c0ffee000003"
down_revision = "8a2e4c6d0f11"


def upgrade():
    op.alter_column("agents", "name", new_column_name="label")
    op.add_column("agents", sa.Column("fee", Money(), nullable=False))
    if os.environ.get("WITH_NOTES"):
        op.add_column("memories", sa.Column("note", sa.Text()))
    for table in os.environ["TABLES"].split():
        op.alter_column(table, "mood", nullable=False)


def downgrade():
    pass
