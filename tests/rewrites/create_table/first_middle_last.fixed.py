"""first middle last"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('t',
    sa.Column('id', sa.Integer()),
    sa.Column('name', sa.Text()),
    sa.PrimaryKeyConstraint('id')
    )
    # rectify: pgvector/vector, was sa.Column('a', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN a vector(3)')
    # rectify: pgvector/vector, was sa.Column('b', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN b vector(3)')
    # rectify: pgvector/vector, was sa.Column('c', pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.execute('ALTER TABLE t ADD COLUMN c vector(3)')


def downgrade():
    pass
