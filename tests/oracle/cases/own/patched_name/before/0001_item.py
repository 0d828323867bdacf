"""items

Revision ID: 4d74050132e8
Revises: 
Create Date: 2020-06-17 18:04:15.557263

"""
from alembic import op
import sqlalchemy as sa
from app.types import StringUUID, UTCDateTime


# revision identifiers, used by Alembic.
revision = '4d74050132e8'
down_revision = None
branch_labels = None
depends_on = None

sa.GUID = StringUUID
sa.UTCDateTime = UTCDateTime


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.GUID(), nullable=False),
    sa.Column('at', sa.UTCDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item'))
    )


def downgrade():
    op.drop_table('item')
