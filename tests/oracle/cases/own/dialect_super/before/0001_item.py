"""items

Revision ID: eba2782555a5
Revises: 
Create Date: 2020-09-21 18:26:16.368175

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = 'eba2782555a5'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('key', app.types.Key(length=16), nullable=False),
    sa.Column('name', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('key')
    )


def downgrade():
    op.drop_table('item')
