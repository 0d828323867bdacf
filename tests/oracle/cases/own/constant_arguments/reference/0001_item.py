"""items

Revision ID: 28134d58778b
Revises: 
Create Date: 2020-06-08 10:49:25.684363

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '28134d58778b'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('parent', sa.String(36), nullable=True),
    sa.Column('amount', sa.Numeric(12, 4), nullable=True),
    sa.Column('title', sa.String(200), nullable=True),
    sa.Column('mail', sa.Unicode(length=254), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('double', sa.String(length=72), nullable=True),
    sa.ForeignKeyConstraint(['parent'], ['item.id'], ),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
