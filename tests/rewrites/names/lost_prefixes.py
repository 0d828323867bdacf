"""lost prefixes"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('a', db.Vector(3)))
    op.add_column('t', sa.Column('b', sa.VECTOR(dim=3)))
    op.add_column('t', sa.Column('c', VECTOR(dim=3)))
    op.add_column('t', sa.Column('d', sqlmodel.sql.sqltypes.HALFVEC(dim=3)))
    op.add_column('t', sa.Column('e', pgvector.sqlalchemy.sparsevec.SPARSEVEC(dim=30522)))
    op.add_column('t', sa.Column('f', pgvector.sqlalchemy.bit.BIT(length=64)))


def downgrade():
    pass
