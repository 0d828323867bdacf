"""lines

Revision ID: f00000000003
Revises: f00000000002
Create Date: 2024-05-03 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from shop.db import *


# revision identifiers, used by Alembic.
revision = 'f00000000003'
down_revision = 'f00000000002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('line',
    sa.Column('order_id', BigKey(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('price', Money(10, 4), nullable=False),
    sa.Column('tags', Tags(), nullable=True),
    sa.ForeignKeyConstraint(['order_id'], ['order.id'], ),
    sa.PrimaryKeyConstraint('order_id', 'number')
    )


def downgrade():
    op.drop_table('line')
