"""items

Revision ID: 48164fbb68bd
Revises: 
Create Date: 2020-09-07 18:25:27.594173

"""
from alembic import op
import sqlalchemy as sa
from app.enums import Color, State, values


# revision identifiers, used by Alembic.
revision = '48164fbb68bd'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('color', sa.Enum(Color, name='color', values_callable=lambda e: [m.value for m in e]), nullable=True),
    sa.Column('state', sa.Enum(State, values_callable=values, name='st'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
    op.execute('DROP TYPE color')
    op.execute('DROP TYPE st')
