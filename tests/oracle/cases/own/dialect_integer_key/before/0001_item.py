"""items

Revision ID: a69210176f3f
Revises: 
Create Date: 2020-07-10 22:42:09.632231

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = 'a69210176f3f'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', app.types.Key(length=20), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
