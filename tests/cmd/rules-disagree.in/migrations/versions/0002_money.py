"""money"""
import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade():
    op.add_column('doc', sa.Column('price', app.types.Money(), nullable=True))


def downgrade():
    op.drop_column('doc', 'price')
