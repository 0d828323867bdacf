"""parts

Revision ID: 5f96eb75002a
Revises: 776d3b4eb993
Create Date: 2020-03-16 10:25:12.629129

"""
from alembic import op
import sqlalchemy as sa
from app.enums import Color


# revision identifiers, used by Alembic.
revision = '5f96eb75002a'
down_revision = '776d3b4eb993'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('part',
    sa.Column('color', sa.Enum(Color), nullable=True)
    )


def downgrade():
    op.drop_table('part')
