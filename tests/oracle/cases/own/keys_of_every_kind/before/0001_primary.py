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
    sa.Column('id', kinds.Plain(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_1',
    sa.Column('id', kinds.Small(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_2',
    sa.Column('id', kinds.ToBig(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_3',
    sa.Column('id', kinds.TextToInteger(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_4',
    sa.Column('id', kinds.TextToNumeric(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_5',
    sa.Column('id', kinds.Inner(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_6',
    sa.Column('id', kinds.Subclass(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_7',
    sa.Column('id', kinds.Own(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_8',
    sa.Column('id', kinds.Amount(precision=10, scale=0), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_9',
    sa.Column('id', kinds.Varied(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_10',
    sa.Column('id', kinds.TextVariant, nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_11',
    sa.Column('id', kinds.BigVariant, nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('key_12',
    sa.Column('id', kinds.Levels(kinds.Level), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('key_12')
    op.drop_table('key_11')
    op.drop_table('key_10')
    op.drop_table('key_9')
    op.drop_table('key_8')
    op.drop_table('key_7')
    op.drop_table('key_6')
    op.drop_table('key_5')
    op.drop_table('key_4')
    op.drop_table('key_3')
    op.drop_table('key_2')
    op.drop_table('key_1')
    op.drop_table('key_0')
