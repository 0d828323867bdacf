"""plain"""
import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade():
    op.add_column('doc', sa.Column('n', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('doc', 'n')
