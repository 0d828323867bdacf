"""memories"""
from alembic import op
import pgvector.sqlalchemy
import sqlalchemy as sa

revision = "8a2e4c6d0f11"
down_revision = "3f1c0a9d2b7e"


def upgrade():
    op.create_table(
        "memories",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agents.id", ondelete="CASCADE"), index=True),
        sa.Column("embedding", pgvector.sqlalchemy.vector.VECTOR(dim=3)),
    )
    op.execute("ALTER TYPE mood ADD VALUE 'tired' BEFORE 'alert'")


def downgrade():
    op.drop_table("memories")
