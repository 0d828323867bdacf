"""star imports of known modules"""
from alembic.op import *
from sqlalchemy import *
from sqlalchemy.dialects.postgresql import *

revision = "a1b2c3"
down_revision = None


def upgrade():
    create_table('t', Column('id', Integer), Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    add_column('t', Column('w', db.Vector(3)))
    add_column('t', Column('n', sqlmodel.sql.sqltypes.AutoString()))


def downgrade():
    drop_table('t')
