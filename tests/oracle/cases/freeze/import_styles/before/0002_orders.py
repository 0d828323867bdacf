"""orders

Revision ID: f00000000002
Revises: f00000000001
Create Date: 2024-05-02 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from shop.db.types import BigKey, GuidKey as Guid, StateType, State


# revision identifiers, used by Alembic.
revision = 'f00000000002'
down_revision = 'f00000000001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('order',
    sa.Column('id', BigKey(), nullable=False),
    sa.Column('account', Guid(), nullable=True),
    sa.Column('state', StateType(State), server_default=State.OPEN.value, nullable=False),
    sa.ForeignKeyConstraint(['account'], ['account.guid'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('order')
