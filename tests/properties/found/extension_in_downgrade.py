"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    op.create_table('doc', sa.Column('embedding', sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3))))


def downgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
