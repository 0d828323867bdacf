"""more"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


import pgvector.sqlalchemy


def upgrade():
    op.add_column("memory", sa.Column("short", pgvector.sqlalchemy.HALFVEC(dim=2), nullable=True))
    op.execute("INSERT INTO memory (id, note) VALUES (2, clock_timestamp()::text)")


def downgrade():
    op.drop_column("memory", "short")
