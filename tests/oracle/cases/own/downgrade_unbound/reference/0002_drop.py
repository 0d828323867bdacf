"""drop

Revision ID: 61bc594628bb
Revises: d6df1cbd29a9
Create Date: 2020-05-23 22:05:39.147841

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '61bc594628bb'
down_revision = 'd6df1cbd29a9'
branch_labels = None
depends_on = None


def upgrade():
    op.drop_column('item', 'token')
    op.drop_table('item')


def downgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.add_column('item', sa.Column('token', sa.UUID(), nullable=True))
