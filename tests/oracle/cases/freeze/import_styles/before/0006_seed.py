"""seed

Revision ID: f00000000006
Revises: f00000000005
Create Date: 2024-05-06 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from shop.db.types.values import Money as M
import shop.db.types as kinds
import shop.seed


# revision identifiers, used by Alembic.
revision = 'f00000000006'
down_revision = 'f00000000005'
branch_labels = None
depends_on = None


rate = sa.table('rate', sa.column('name', sa.String()), sa.column('value', M(6, 3)))


def upgrade():
    op.create_table('rate',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('value', M(6, 3), nullable=False),
    sa.Column('states', sa.ARRAY(kinds.short(8)), nullable=True),
    sa.PrimaryKeyConstraint('name')
    )
    op.bulk_insert(rate, [{'name': f'r{n}', 'value': n} for n in range(shop.seed.ROWS)])


def downgrade():
    op.drop_table('rate')
