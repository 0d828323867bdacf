"""frozen"""
import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade():
    # rectify: pgvector/vector, was sa.Column('other', Vector(3), nullable=True)
    op.execute('ALTER TABLE doc ADD COLUMN other vector(3)')


def downgrade():
    op.drop_column('doc', 'other')
