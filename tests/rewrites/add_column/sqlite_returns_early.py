"""sqlite returns early"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    if op.get_context().dialect.name == 'sqlite':
        return
    op.execute('SELECT 1')
    if op.get_context().dialect.name != 'postgresql':
        return
    op.add_column('t', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))


def downgrade():
    pass
