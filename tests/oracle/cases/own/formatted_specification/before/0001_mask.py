"""masks

Revision ID: 5ae93b557fb7
Revises: 
Create Date: 2020-07-20 11:05:02.685114

"""
from alembic import op
import sqlalchemy as sa
from app.types import Bits, Exact


# revision identifiers, used by Alembic.
revision = '5ae93b557fb7'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('mask',
    sa.Column('one', Bits(length=8, varying=False), nullable=False),
    sa.Column('two', Bits(length=9, varying=True), nullable=True),
    sa.Column('three', Exact(precision=7, scale=2), server_default='1.5', nullable=True),
    sa.Column('four', Exact(9, scale=0), nullable=True)
    )


def downgrade():
    op.drop_table('mask')
