"""plans

Revision ID: 28712cb5513c
Revises: 
Create Date: 2020-03-25 19:42:40.398018

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '28712cb5513c'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    plan = op.create_table('plan',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('price', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.PrimaryKeyConstraint('code')
    )
    op.bulk_insert(plan, [{'code': 'Free', 'price': 0}, {'code': 'Team', 'price': 9.5}])


def downgrade():
    op.drop_table('plan')
