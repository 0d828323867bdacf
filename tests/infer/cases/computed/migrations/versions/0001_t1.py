"""t1

Revision ID: d2a27ec2f9c7
Revises: 
Create Date: 2024-06-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = 'd2a27ec2f9c7'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t1',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('in_set', app.types.InSet(), nullable=True),
    sa.Column('not_in_set', app.types.NotInSet(), nullable=True),
    sa.Column('not_in_set_2', app.types.NotInSet(length=31), nullable=True),
    sa.Column('shifted', app.types.Shifted(), nullable=True),
    sa.Column('power', app.types.Power(), nullable=True),
    sa.Column('compared', app.types.Compared(), nullable=True),
    sa.Column('longest', app.types.Longest(), nullable=True),
    sa.Column('looped', app.types.Looped(), nullable=True),
    sa.Column('left', app.types.Left(), nullable=True),
    sa.Column('kept', app.types.Kept(), nullable=True),
    sa.Column('by_method', app.types.ByMethod(), nullable=True),
    sa.Column('deferred', app.types.Deferred(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t1')
