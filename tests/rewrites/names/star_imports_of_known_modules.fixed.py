"""star imports of known modules"""
from alembic.op import *
from alembic import op
from sqlalchemy import *
from sqlalchemy.dialects.postgresql import *
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


class RawType(sa.types.UserDefinedType):
    """A column type that reaches the database as it is written."""

    cache_ok = True

    def __init__(self, sql):
        self.sql = sql

    def get_col_spec(self, **kw):
        return self.sql

    def literal_processor(self, dialect):
        return sa.String().literal_processor(dialect)


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    create_table('t', Column('id', Integer), Column('v', RawType('vector(3)')))
    add_column('t', Column('w', RawType('vector(3)')))
    add_column('t', Column('n', sa.String()))


def downgrade():
    drop_table('t')
