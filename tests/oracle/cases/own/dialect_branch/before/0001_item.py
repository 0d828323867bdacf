"""items

Revision ID: c99118215c49
Revises: 
Create Date: 2020-03-27 19:08:35.736339

"""
from alembic import op
import sqlalchemy as sa
from app.types import StringUUID


# revision identifiers, used by Alembic.
revision = 'c99118215c49'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('token', StringUUID(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
