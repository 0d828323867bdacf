"""cards

Revision ID: ba90a76b195f
Revises: 
Create Date: 2020-01-03 12:40:27.495482

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'ba90a76b195f'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('card',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('holder', sa.String(length=128), nullable=False),
    sa.Column('code', sa.String(length=8, collation='C'), nullable=True),
    sa.Column('limit', sa.Numeric(precision=18, scale=6), nullable=True),
    sa.Column('used', sa.Numeric(precision=20, scale=6), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('card')
