"""items

Revision ID: 776d3b4eb993
Revises: 
Create Date: 2020-11-13 15:25:34.025128

"""
from alembic import op
import sqlalchemy as sa
from app.enums import Color


# revision identifiers, used by Alembic.
revision = '776d3b4eb993'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('color', sa.Enum(Color), nullable=True)
    )


def downgrade():
    op.drop_table('item')
    sa.Enum(Color).drop(op.get_bind(), checkfirst=False)
