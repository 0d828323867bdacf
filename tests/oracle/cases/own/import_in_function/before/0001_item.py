"""items

Revision ID: 92f1f94f4b70
Revises: 
Create Date: 2020-04-22 10:57:11.310427

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '92f1f94f4b70'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    from app.types import Code, Slug

    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', Slug, nullable=True),
    sa.Column('code', Code(4), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('item')
