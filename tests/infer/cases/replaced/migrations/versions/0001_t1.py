"""t1

Revision ID: cec508816267
Revises: 
Create Date: 2024-06-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import app.models
import app.types


# revision identifiers, used by Alembic.
revision = 'cec508816267'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t1',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept', app.types.Kept(), nullable=True),
    sa.Column('replaced', app.types.Replaced(), nullable=True),
    sa.Column('by_alias', app.types.ByAlias(), nullable=True),
    sa.Column('by_setattr', app.types.BySetattr(), nullable=True),
    sa.Column('base', app.types.Base(), nullable=True),
    sa.Column('child', app.types.Child(), nullable=True),
    sa.Column('sized', app.types.sized(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t1')
