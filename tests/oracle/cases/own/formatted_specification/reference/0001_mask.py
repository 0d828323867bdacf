"""masks

Revision ID: 5ae93b557fb7
Revises: 
Create Date: 2020-07-20 11:05:02.685114

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '5ae93b557fb7'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('mask',
    sa.Column('one', postgresql.BIT(length=8), nullable=False),
    sa.Column('two', postgresql.BIT(length=9, varying=True), nullable=True),
    sa.Column('three', sa.Numeric(precision=7, scale=2), server_default='1.5', nullable=True),
    sa.Column('four', sa.Numeric(precision=9, scale=0), nullable=True)
    )


def downgrade():
    op.drop_table('mask')
