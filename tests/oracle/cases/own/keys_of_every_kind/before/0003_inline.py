"""keys 3

Revision ID: b00000000003
Revises: b00000000002
Create Date: 2024-03-03 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import kinds


# revision identifiers, used by Alembic.
revision = 'b00000000003'
down_revision = 'b00000000002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('own_0',
    sa.Column('id', kinds.Plain(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Plain(), sa.ForeignKey('own_0.id'), index=True),
    )
    op.add_column('key_0', sa.Column('ref', kinds.Plain(), nullable=True, unique=True))
    op.create_table('own_1',
    sa.Column('id', kinds.Small(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Small(), sa.ForeignKey('own_1.id'), index=True),
    )
    op.add_column('key_1', sa.Column('ref', kinds.Small(), nullable=True, unique=True))
    op.create_table('own_2',
    sa.Column('id', kinds.ToBig(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.ToBig(), sa.ForeignKey('own_2.id'), index=True),
    )
    op.add_column('key_2', sa.Column('ref', kinds.ToBig(), nullable=True, unique=True))
    op.create_table('own_3',
    sa.Column('id', kinds.TextToInteger(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.TextToInteger(), sa.ForeignKey('own_3.id'), index=True),
    )
    op.add_column('key_3', sa.Column('ref', kinds.TextToInteger(), nullable=True, unique=True))
    op.create_table('own_4',
    sa.Column('id', kinds.TextToNumeric(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.TextToNumeric(), sa.ForeignKey('own_4.id'), index=True),
    )
    op.add_column('key_4', sa.Column('ref', kinds.TextToNumeric(), nullable=True, unique=True))
    op.create_table('own_5',
    sa.Column('id', kinds.Inner(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Inner(), sa.ForeignKey('own_5.id'), index=True),
    )
    op.add_column('key_5', sa.Column('ref', kinds.Inner(), nullable=True, unique=True))
    op.create_table('own_6',
    sa.Column('id', kinds.Subclass(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Subclass(), sa.ForeignKey('own_6.id'), index=True),
    )
    op.add_column('key_6', sa.Column('ref', kinds.Subclass(), nullable=True, unique=True))
    op.create_table('own_7',
    sa.Column('id', kinds.Own(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Own(), sa.ForeignKey('own_7.id'), index=True),
    )
    op.add_column('key_7', sa.Column('ref', kinds.Own(), nullable=True, unique=True))
    op.create_table('own_8',
    sa.Column('id', kinds.Amount(precision=10, scale=0), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Amount(precision=10, scale=0), index=True),
    )
    op.add_column('key_8', sa.Column('ref', kinds.Amount(precision=10, scale=0), nullable=True, unique=True))
    op.create_table('own_9',
    sa.Column('id', kinds.Varied(), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Varied(), sa.ForeignKey('own_9.id'), index=True),
    )
    op.add_column('key_9', sa.Column('ref', kinds.Varied(), nullable=True, unique=True))
    op.create_table('own_10',
    sa.Column('id', kinds.TextVariant, primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.TextVariant, sa.ForeignKey('own_10.id'), index=True),
    )
    op.add_column('key_10', sa.Column('ref', kinds.TextVariant, nullable=True, unique=True))
    op.create_table('own_11',
    sa.Column('id', kinds.BigVariant, primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.BigVariant, sa.ForeignKey('own_11.id'), index=True),
    )
    op.add_column('key_11', sa.Column('ref', kinds.BigVariant, nullable=True, unique=True))
    op.create_table('own_12',
    sa.Column('id', kinds.Levels(kinds.Level), primary_key=True, autoincrement='auto'),
    sa.Column('parent', kinds.Levels(kinds.Level), sa.ForeignKey('own_12.id'), index=True),
    )
    op.add_column('key_12', sa.Column('ref', kinds.Levels(kinds.Level), nullable=True, unique=True))


def downgrade():
    op.drop_column('key_12', 'ref')
    op.drop_table('own_12')
    op.drop_column('key_11', 'ref')
    op.drop_table('own_11')
    op.drop_column('key_10', 'ref')
    op.drop_table('own_10')
    op.drop_column('key_9', 'ref')
    op.drop_table('own_9')
    op.drop_column('key_8', 'ref')
    op.drop_table('own_8')
    op.drop_column('key_7', 'ref')
    op.drop_table('own_7')
    op.drop_column('key_6', 'ref')
    op.drop_table('own_6')
    op.drop_column('key_5', 'ref')
    op.drop_table('own_5')
    op.drop_column('key_4', 'ref')
    op.drop_table('own_4')
    op.drop_column('key_3', 'ref')
    op.drop_table('own_3')
    op.drop_column('key_2', 'ref')
    op.drop_table('own_2')
    op.drop_column('key_1', 'ref')
    op.drop_table('own_1')
    op.drop_column('key_0', 'ref')
    op.drop_table('own_0')
