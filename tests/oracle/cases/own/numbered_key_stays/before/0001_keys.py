"""keys 1

Revision ID: b00000000001
Revises: 
Create Date: 2024-03-01 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import kinds


# revision identifiers, used by Alembic.
revision = 'b00000000001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('key_0',
    sa.Column('id', kinds.IntegerToText(), nullable=False),
    sa.Column('other', kinds.IntegerToText(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('plain_0',
    sa.Column('id', kinds.IntegerToText(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_1',
    sa.Column('id', kinds.NumericToInteger(), nullable=False),
    sa.Column('other', kinds.NumericToInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('plain_1',
    sa.Column('id', kinds.NumericToInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_2',
    sa.Column('id', kinds.IntegerToNumeric(), nullable=False),
    sa.Column('other', kinds.IntegerToNumeric(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('plain_2',
    sa.Column('id', kinds.IntegerToNumeric(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_3',
    sa.Column('id', kinds.Variant, nullable=False),
    sa.Column('other', kinds.Variant, nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('plain_3',
    sa.Column('id', kinds.Variant, autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('plain_3')
    op.drop_table('key_3')
    op.drop_table('plain_2')
    op.drop_table('key_2')
    op.drop_table('plain_1')
    op.drop_table('key_1')
    op.drop_table('plain_0')
    op.drop_table('key_0')
