"""items, on any driver and as SQL"""

import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op

revision = "f6e5d4c3b206"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("embedding", pgvector.sqlalchemy.Vector(3), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("ALTER TABLE item ADD COLUMN settings jsonb DEFAULT '{\"a\"\\:1}'")
    op.execute("ALTER TABLE item ADD COLUMN ratio text DEFAULT '5%'")
    op.execute("INSERT INTO item (id, label) VALUES (1, 'one')")


def downgrade():
    op.drop_table("item")
