"""items

Revision ID: 4e1f30cd29bb
Revises: 
Create Date: 2020-09-15 22:35:52.816486

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '4e1f30cd29bb'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('open', 'closed', name='state'), nullable=True),
    sa.Column('level', sa.Enum('low', 'high', name='level'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
    op.execute('DROP TYPE state')
    op.execute('DROP TYPE level')
