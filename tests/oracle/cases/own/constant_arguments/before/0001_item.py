"""items

Revision ID: 28134d58778b
Revises: 
Create Date: 2020-06-08 10:49:25.684363

"""
from alembic import op
import sqlalchemy as sa
from app import const
from app.const import ID_LEN, Limits


# revision identifiers, used by Alembic.
revision = '28134d58778b'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.String(length=const.ID_LEN), nullable=False),
    sa.Column('parent', sa.String(ID_LEN), nullable=True),
    sa.Column('amount', sa.Numeric(const.PRECISION, const.SCALE), nullable=True),
    sa.Column('title', sa.String(const.LIMITS['title']), nullable=True),
    sa.Column('mail', sa.Unicode(length=Limits.email), nullable=True),
    sa.Column('at', sa.DateTime(timezone=const.TIMEZONE), nullable=True),
    sa.Column('double', sa.String(length=const.ID_LEN * 2), nullable=True),
    sa.ForeignKeyConstraint(['parent'], ['item.id'], ),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
