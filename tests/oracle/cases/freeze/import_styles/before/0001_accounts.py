"""accounts

Revision ID: f00000000001
Revises: 
Create Date: 2024-05-01 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import shop.db.types.keys
import shop.db.types.values


# revision identifiers, used by Alembic.
revision = 'f00000000001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('account',
    sa.Column('id', shop.db.types.keys.Key(), nullable=False),
    sa.Column('guid', shop.db.types.keys.GuidKey(), nullable=False),
    sa.Column('slug', shop.db.types.values.Slug(length=80), nullable=False),
    sa.Column('balance', shop.db.types.values.Money(precision=12, scale=2), server_default='0', nullable=False),
    sa.Column('payload', shop.db.types.values.Payload(), server_default=sa.text("'{}'"), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('guid')
    )
    op.create_index(op.f('ix_account_slug'), 'account', ['slug'], unique=True)


def downgrade():
    op.drop_index(op.f('ix_account_slug'), table_name='account')
    op.drop_table('account')
