"""items

Revision ID: 78104fa4d201
Revises: 
Create Date: 2020-09-09 16:36:17.550263

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '78104fa4d201'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('price', sa.Numeric(precision=14, scale=4), nullable=True),
    sa.Column('slug', sa.String(length=200), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
