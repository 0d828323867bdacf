"""items

Revision ID: edd15d6b7d24
Revises: 
Create Date: 2020-12-08 21:14:54.528054

"""
from alembic import op
import sqlalchemy as sa
from app.enums import Color, State


# revision identifiers, used by Alembic.
revision = 'edd15d6b7d24'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('color', sa.Enum(*[c.value for c in Color], name='color'), nullable=True),
    sa.Column('state', sa.Enum(State.open.value, State.closed.value, name='st'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
    op.execute('DROP TYPE color')
    op.execute('DROP TYPE st')
