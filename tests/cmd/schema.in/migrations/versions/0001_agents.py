"""agents"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "3f1c0a9d2b7e"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute("CREATE TYPE mood AS ENUM ('calm', 'alert')")
    op.create_table(
        "agents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), server_default="nobody", nullable=False),
        sa.Column("mood", postgresql.ENUM("calm", "alert", name="mood", create_type=False)),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_agents_name")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agents_name", "agents", ["name"], unique=True)


def downgrade():
    op.drop_table("agents")
    op.execute("DROP TYPE mood")
