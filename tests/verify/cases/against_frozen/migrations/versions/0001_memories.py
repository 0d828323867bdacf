"""memories"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


import pgvector.sqlalchemy
import sqlalchemy_utils


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "memory",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("embedding", pgvector.sqlalchemy.Vector(dim=3), nullable=True),
        sa.Column("email", sqlalchemy_utils.types.email.EmailType(length=255), nullable=True),
        sa.Column("note", sa.Text()),
    )
    op.execute("INSERT INTO memory (id, embedding, note) VALUES (1, '[1,2,3]', gen_random_uuid()::text)")


def downgrade():
    op.drop_table("memory")
