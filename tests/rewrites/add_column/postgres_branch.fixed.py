"""postgres branch"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == 'postgresql':
        op.execute('CREATE EXTENSION IF NOT EXISTS vector')
        # rectify: pgvector/vector, was sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3))
        op.execute('ALTER TABLE t ADD COLUMN v vector(3)')
    else:
        op.add_column('t', sa.Column('v', sa.Text()))


def downgrade():
    pass
