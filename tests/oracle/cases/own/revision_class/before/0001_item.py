"""items

Revision ID: 78104fa4d201
Revises: 
Create Date: 2020-09-09 16:36:17.550263

"""
from alembic import op
import sqlalchemy as sa
from app.types import Slug


# revision identifiers, used by Alembic.
revision = '78104fa4d201'
down_revision = None
branch_labels = None
depends_on = None

class Money(sa.TypeDecorator):
    impl = sa.Numeric(14, 4)
    cache_ok = True


class LongSlug(Slug):
    impl = sa.String(200)
    cache_ok = True


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('price', Money(precision=14, scale=4), nullable=True),
    sa.Column('slug', LongSlug(length=200), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
