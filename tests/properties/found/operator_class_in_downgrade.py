"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    def inner():
        op.add_column('doc', sa.Column('e', Vector(3)))


def downgrade():
    op.create_index('ix', 'doc', ['embedding'], postgresql_using='hnsw', postgresql_ops={'embedding': 'vector_l2_ops'})
