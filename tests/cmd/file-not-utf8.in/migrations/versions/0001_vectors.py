"""vectors"""
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade():
    op.add_column('doc', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True))


def downgrade():
    op.drop_column('doc', 'embedding')
