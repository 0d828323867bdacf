"""items

Revision ID: 397e8d92e3d6
Revises: 
Create Date: 2020-02-11 10:52:42.246429

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '397e8d92e3d6'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.UUID(), nullable=False),
    sa.Column('price', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('log',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('item_id', sa.UUID(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], ),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('log')
    op.drop_table('item')
