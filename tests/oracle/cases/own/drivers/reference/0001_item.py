"""items

Revision ID: 725dd313037f
Revises: 
Create Date: 2020-12-01 15:59:07.258031

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '725dd313037f'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', sa.String(50), nullable=True),
    sa.Column('b', sa.Float(), nullable=True),
    sa.Column('c', sa.CHAR(4), nullable=True),
    sa.Column('d', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
