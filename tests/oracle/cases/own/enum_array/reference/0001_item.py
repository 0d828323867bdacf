"""items

Revision ID: a49c0b87baa1
Revises: 
Create Date: 2020-01-10 11:49:59.225109

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'a49c0b87baa1'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('colors', postgresql.ARRAY(sa.Enum('RED', 'GREEN', name='color')), nullable=True),
    sa.Column('more', sa.ARRAY(sa.Enum('RED', 'GREEN', name='color')), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
    op.execute('DROP TYPE color')
