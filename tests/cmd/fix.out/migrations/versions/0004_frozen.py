"""frozen"""
import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import Vector

revision = '0004'
down_revision = '0003'


def upgrade():
    op.add_column('doc', sa.Column('other', Vector(3), nullable=True))


def downgrade():
    op.drop_column('doc', 'other')
