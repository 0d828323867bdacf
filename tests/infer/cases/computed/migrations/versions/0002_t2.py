"""t2

Revision ID: 62d51749b4a9
Revises: d2a27ec2f9c7
Create Date: 2024-06-02 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = '62d51749b4a9'
down_revision = 'd2a27ec2f9c7'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t2',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('checked', app.types.Checked(), nullable=True),
    sa.Column('precise', app.types.Precise(), nullable=True),
    sa.Column('limited', app.types.Limited(), nullable=True),
    sa.Column('limited_2', app.types.Limited(300), nullable=True),
    sa.Column('parts', app.types.Parts(), nullable=True),
    sa.Column('parts_2', app.types.Parts(precision=5), nullable=True),
    sa.Column('parts_3', app.types.Parts(precision=5, scale=2), nullable=True),
    sa.Column('hstore', app.types.Hstore(), nullable=True),
    sa.Column('inner', app.types.Inner(), nullable=True),
    sa.Column('inner_2', app.types.Outer.Inner(), nullable=True),
    sa.Column('words', app.types.Words, nullable=True),
    sa.Column('mutable', app.types.Mutable, nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t2')
