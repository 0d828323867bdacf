"""drop

Revision ID: 9c10c796af7d
Revises: 397e8d92e3d6
Create Date: 2020-08-18 18:13:24.275868

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = '9c10c796af7d'
down_revision = '397e8d92e3d6'
branch_labels = None
depends_on = None


def upgrade():
    op.drop_table('log')
    op.drop_column('item', 'price')


def downgrade():
    op.add_column('item', sa.Column('price', app.types.Money(precision=12, scale=2), autoincrement=False, nullable=True))
    op.create_table('log',
    sa.Column('id', app.types.Snowflake(), autoincrement=True, nullable=False),
    sa.Column('item_id', app.types.StringUUID(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('log_item_id_fkey')),
    sa.PrimaryKeyConstraint('id', name=op.f('log_pkey'))
    )
