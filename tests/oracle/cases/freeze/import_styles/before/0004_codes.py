"""codes

Revision ID: f00000000004
Revises: f00000000003
Create Date: 2024-05-04 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from shop.db import types as t
from shop import limits


# revision identifiers, used by Alembic.
revision = 'f00000000004'
down_revision = 'f00000000003'
branch_labels = None
depends_on = None


def _code(name):
    return sa.Column(name, t.short(limits.Limits.CODE), nullable=True)


def upgrade():
    op.add_column('account', _code('code'))
    op.add_column('account', sa.Column('kind', t.short(), server_default='x', nullable=False))
    op.add_column('account', sa.Column('name', sa.String(length=limits.Limits.CODE), nullable=True))
    op.add_column('account', sa.Column('state', sa.Enum(t.State, name='account_state', native_enum=False), nullable=True))


def downgrade():
    op.drop_column('account', 'state')
    op.drop_column('account', 'name')
    op.drop_column('account', 'kind')
    op.drop_column('account', 'code')
