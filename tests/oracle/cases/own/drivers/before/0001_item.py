"""items

Revision ID: 725dd313037f
Revises: 
Create Date: 2020-12-01 15:59:07.258031

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = '725dd313037f'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', app.types.Text50(), nullable=True),
    sa.Column('b', app.types.Real(), nullable=True),
    sa.Column('c', app.types.Fixed(length=4), nullable=True),
    sa.Column('d', app.types.Long(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
