"""other aliases"""
from __future__ import annotations
import alembic.op as o
import sqlalchemy as sqla

revision = "a1b2c3"
down_revision = None


def upgrade():
    o.add_column('t', sqla.Column('a', sqlmodel.sql.sqltypes.GUID()))
    o.add_column('t', sqla.Column('b', citext.CIText()))
    o.add_column('t', sqla.Column('c', sqlalchemy_utils.types.weekdays.WeekDaysType()))


def downgrade():
    pass
