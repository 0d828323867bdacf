"""what is no SQL stays as it is"""
from alembic import op
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
    op.alter_column('t', 'v', type_=RawType('vector(3)'), postgresql_using='v::real[] as vector(3)')
    op.add_column('t', sa.Column('w', RawType('vector(3)'), server_default=sa.text("'[1,2,3]::vector")))


def downgrade():
    pass
