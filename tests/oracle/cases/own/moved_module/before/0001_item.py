"""items

Revision ID: 1fc4511897ed
Revises: 
Create Date: 2020-06-10 22:34:06.462032

"""
from alembic import op
import sqlalchemy as sa
from app.models.types import GUID


# revision identifiers, used by Alembic.
revision = '1fc4511897ed'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', GUID(length=32), nullable=False),
    sa.Column('at', app.models.types.Stamp(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
