"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    op.add_column('doc', sa.Column('embedding', sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3))))


def downgrade():
    op.create_table('doc', sa.Column('embedding', db.Vector(1536), sa.Computed('1 + 1', persisted=True), server_default='x'))
