"""split and cast"""
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
    # rectify: pgvector/vector, was op.alter_column('t', 'v', existing_type=sa.TEXT(), type_=pgvector.sql…
    op.execute('ALTER TABLE t ALTER COLUMN v TYPE vector(3) USING v::vector(3)')
    op.alter_column('t', 'v',
                   # new
                   existing_nullable=True,
                   nullable=False)
    op.alter_column('t', 'w', type_=sa.TEXT(), existing_nullable=True)
    # rectify: pgvector/vector, was op.alter_column('t', 'w2', existing_type=sa.VARCHAR(length=5), type_=…
    op.execute('ALTER TABLE t ALTER COLUMN w2 TYPE vector(3) USING w2::vector(3)')
    op.alter_column('t', 'w3', type_=sa.String())
    # rectify: pgvector/vector, was op.alter_column('t', 'w4', type_=pgvector.sqlalchemy.vector.VECTOR(di…
    op.execute('ALTER TABLE t ALTER COLUMN w4 TYPE vector(3) USING w4::real[]::vector(3)')
    op.alter_column('t', 'w5', type_=RawType('vector(3)'), postgresql_using='w5::vector(3)', existing_type=sa.Enum('a', name='e', native_enum=False))


def downgrade():
    pass
