"""positional and keyword"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=Fal…
    op.execute("ALTER TABLE t ADD COLUMN v vector(3) DEFAULT '[1,2,3]'::vector NOT NULL")
    # rectify: pgvector/vector, was sa.Column(name='w', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN w vector(3)')
    # rectify: pgvector/vector, was sa.Column('x', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE s.t ADD COLUMN x vector(3)')
    # rectify: pgvector/vector, was sa.Column('y', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN y vector(3)')


def downgrade():
    pass
