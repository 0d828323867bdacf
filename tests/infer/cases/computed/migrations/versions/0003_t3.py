"""t3

Revision ID: 8a9119a45c50
Revises: 62d51749b4a9
Create Date: 2024-06-03 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import app.types


# revision identifiers, used by Alembic.
revision = '8a9119a45c50'
down_revision = '62d51749b4a9'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t3',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mutable_words', app.types.MutableWords, nullable=True),
    sa.Column('collated', app.types.Collated, nullable=True),
    sa.Column('decimal', app.types.Decimal, nullable=True),
    sa.Column('span', app.types.Span, nullable=True),
    sa.Column('pickled', app.types.Pickled, nullable=True),
    sa.Column('no_arguments', app.types.NoArguments(), nullable=True),
    sa.Column('more_0', app.types.Spread(), nullable=True),
    sa.Column('more_1', app.types.Spread(length=2), nullable=True),
    sa.Column('more_2', app.types.Overridden(length=2), nullable=True),
    sa.Column('more_3', app.types.Late(), nullable=True),
    sa.Column('more_4', app.types.Whole(), nullable=True),
    sa.Column('more_5', app.types.Lines(), nullable=True),
    sa.Column('more_6', app.types.by_count(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t3')
