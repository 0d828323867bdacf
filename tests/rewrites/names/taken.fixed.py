"""the names that imports usually have are the file's own

Revision ID: a1b2c3
"""
from alembic.op import create_table
import alembic
from sqlalchemy import Column, Integer
import sqlalchemy
import sqlalchemy.dialects.postgresql

revision = "a1b2c3"
down_revision = None

sa = "south_africa"
op = "operations"
postgresql = "server"


def upgrade():
    alembic.op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    create_table(
        "visits",
        Column("id", Integer(), nullable=False),
        Column("place", sqlalchemy.String(), nullable=False),
        Column("key", sqlalchemy.Uuid(), nullable=True),
        Column("data", sqlalchemy.dialects.postgresql.JSONB(), nullable=True),
        schema=sa,
    )
    # rectify: pgvector/vector, was Column("meaning", pgvector.sqlalchemy.Vector(3), nullable=True)
    alembic.op.execute("ALTER TABLE south_africa.visits ADD COLUMN meaning vector(3)")
    # rectify: pgvector/vector, was Column("sense", Vector(3), nullable=True)
    alembic.op.execute("ALTER TABLE operations.visits ADD COLUMN sense vector(3)")


def downgrade():
    pass
