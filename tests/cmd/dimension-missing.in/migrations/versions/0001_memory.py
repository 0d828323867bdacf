"""memory"""
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade():
    op.create_table(
        'memory_vectors',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('embedding', db.Vector(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )


def downgrade():
    op.drop_table('memory_vectors')
