"""the names that imports usually have are the file's own

Revision ID: a1b2c3
"""
from alembic.op import add_column, create_table
from sqlalchemy import Column, Integer

revision = "a1b2c3"
down_revision = None

sa = "south_africa"
op = "operations"
postgresql = "server"


def upgrade():
    create_table(
        "visits",
        Column("id", Integer(), nullable=False),
        Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        Column("key", sqlmodel.sql.sqltypes.GUID(), nullable=True),
        Column("data", advanced_alchemy.types.json.JsonB(), nullable=True),
        Column("meaning", pgvector.sqlalchemy.Vector(3), nullable=True),
        schema=sa,
    )
    add_column("visits", Column("sense", Vector(3), nullable=True), schema=op)


def downgrade():
    pass
