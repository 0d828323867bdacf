"""other aliases"""
from __future__ import annotations
import alembic.op as o
import sqlalchemy as sqla
from sqlalchemy.dialects import postgresql

revision = "a1b2c3"
down_revision = None


def upgrade():
    o.add_column('t', sqla.Column('a', sqla.Uuid()))
    o.execute('CREATE EXTENSION IF NOT EXISTS citext')
    o.add_column('t', sqla.Column('b', postgresql.CITEXT()))
    o.add_column('t', sqla.Column('c', postgresql.BIT(length=7)))


def downgrade():
    pass
