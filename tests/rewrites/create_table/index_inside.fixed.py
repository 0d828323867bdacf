"""index inside"""
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
    op.create_table('t',
        sa.Column('v', RawType('vector(3)'), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False, comment="the v's"),
        sa.Index('ix', 'v', postgresql_using='hnsw'),
    )
    op.create_table('u', sa.Column('id', sa.Integer()), schema='s')
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE s.u ADD COLUMN v vector(3)')


def downgrade():
    pass
