"""every hazard"""
from alembic import op
import sqlalchemy as sa
from contextlib import nullcontext as something

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
    with op.batch_alter_table('t') as batch_op, something() as x:
        batch_op.add_column(sa.Column('a', RawType('vector(3)')))
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('b', RawType('vector(3)')))
        batch_op.create_index('ix', ['b'])
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('c', sa.Text()))
        batch_op.add_column(sa.Column('d', RawType('vector(3)')))
    # rectify: pgvector/vector, was sa.Column('e', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN e vector(3)')
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('f', sa.Text()))
    with op.batch_alter_table('t') as batch_op:
        batch_op.drop_column('g')
        batch_op.add_column(sa.Column('g', RawType('vector(3)')))
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('h', RawType('vector(3)')))
        op.execute('SELECT 1')
    # rectify: pgvector/vector, was batch_op.alter_column('i', existing_type=sa.TEXT(), type_=pgvector.sq…
    op.execute('ALTER TABLE t ALTER COLUMN i TYPE vector(3) USING i::vector(3)')
    with op.batch_alter_table('t') as batch_op:
        batch_op.alter_column('j', existing_type=sa.TEXT(), type_=RawType('vector(3)'), postgresql_using='j::vector(3)', nullable=False)


def downgrade():
    pass
