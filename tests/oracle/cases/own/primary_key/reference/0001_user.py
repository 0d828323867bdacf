"""users

Revision ID: 969998e616ea
Revises: 
Create Date: 2020-04-11 17:26:41.959584

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '969998e616ea'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('users',
    sa.Column('id', sa.UUID(), server_default=sa.text('gen_random_uuid()'), nullable=False),
    sa.Column('name', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users'))
    )


def downgrade():
    op.drop_table('users')
