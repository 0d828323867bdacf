"""cards

Revision ID: ba90a76b195f
Revises: 
Create Date: 2020-01-03 12:40:27.495482

"""
from alembic import op
import sqlalchemy as sa
from app.types import Amount, Encrypted


# revision identifiers, used by Alembic.
revision = 'ba90a76b195f'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('card',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', Encrypted('k'), nullable=False),
    sa.Column('holder', Encrypted('k', 100, pad=28), nullable=False),
    sa.Column('code', Encrypted(key='k', size=8, collation='C'), nullable=True),
    sa.Column('limit', Amount(), nullable=True),
    sa.Column('used', Amount(20), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('card')
