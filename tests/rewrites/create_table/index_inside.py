"""index inside"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t',
        sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False, comment="the v's"),
        sa.Index('ix', 'v', postgresql_using='hnsw'),
    )
    op.create_table('u', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)), sa.Column('id', sa.Integer()), schema='s')


def downgrade():
    pass
