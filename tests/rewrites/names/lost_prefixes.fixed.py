"""lost prefixes"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('a', db.Vector(3))
    op.execute('ALTER TABLE t ADD COLUMN a vector(3)')
    # rectify: pgvector/vector, was sa.Column('b', sa.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN b vector(3)')
    # rectify: pgvector/vector, was sa.Column('c', VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN c vector(3)')
    # rectify: pgvector/halfvec, was sa.Column('d', sqlmodel.sql.sqltypes.HALFVEC(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN d halfvec(3)')
    # rectify: pgvector/sparsevec, was sa.Column('e', pgvector.sqlalchemy.sparsevec.SPARSEVEC(dim=30522))
    op.execute('ALTER TABLE t ADD COLUMN e sparsevec(30522)')
    # rectify: pgvector/bit, was sa.Column('f', pgvector.sqlalchemy.bit.BIT(length=64))
    op.execute('ALTER TABLE t ADD COLUMN f bit(64)')


def downgrade():
    pass
