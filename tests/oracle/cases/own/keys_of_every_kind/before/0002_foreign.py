"""keys 2

Revision ID: b00000000002
Revises: b00000000001
Create Date: 2024-03-02 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
import kinds


# revision identifiers, used by Alembic.
revision = 'b00000000002'
down_revision = 'b00000000001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('line_0',
    sa.Column('key', kinds.Plain(), nullable=False),
    sa.Column('number', kinds.Plain(), nullable=False),
    sa.Column('again', kinds.Plain(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_0.id'], name='line_0_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_1',
    sa.Column('key', kinds.Small(), nullable=False),
    sa.Column('number', kinds.Small(), nullable=False),
    sa.Column('again', kinds.Small(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_1.id'], name='line_1_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_2',
    sa.Column('key', kinds.ToBig(), nullable=False),
    sa.Column('number', kinds.ToBig(), nullable=False),
    sa.Column('again', kinds.ToBig(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_2.id'], name='line_2_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_3',
    sa.Column('key', kinds.TextToInteger(), nullable=False),
    sa.Column('number', kinds.TextToInteger(), nullable=False),
    sa.Column('again', kinds.TextToInteger(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_3.id'], name='line_3_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_4',
    sa.Column('key', kinds.TextToNumeric(), nullable=False),
    sa.Column('number', kinds.TextToNumeric(), nullable=False),
    sa.Column('again', kinds.TextToNumeric(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_4.id'], name='line_4_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_5',
    sa.Column('key', kinds.Inner(), nullable=False),
    sa.Column('number', kinds.Inner(), nullable=False),
    sa.Column('again', kinds.Inner(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_5.id'], name='line_5_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_6',
    sa.Column('key', kinds.Subclass(), nullable=False),
    sa.Column('number', kinds.Subclass(), nullable=False),
    sa.Column('again', kinds.Subclass(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_6.id'], name='line_6_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_7',
    sa.Column('key', kinds.Own(), nullable=False),
    sa.Column('number', kinds.Own(), nullable=False),
    sa.Column('again', kinds.Own(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_7.id'], name='line_7_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_8',
    sa.Column('key', kinds.Amount(precision=10, scale=0), nullable=False),
    sa.Column('number', kinds.Amount(precision=10, scale=0), nullable=False),
    sa.Column('again', kinds.Amount(precision=10, scale=0), autoincrement=False, nullable=True),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_9',
    sa.Column('key', kinds.Varied(), nullable=False),
    sa.Column('number', kinds.Varied(), nullable=False),
    sa.Column('again', kinds.Varied(), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_9.id'], name='line_9_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_10',
    sa.Column('key', kinds.TextVariant, nullable=False),
    sa.Column('number', kinds.TextVariant, nullable=False),
    sa.Column('again', kinds.TextVariant, autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_10.id'], name='line_10_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_11',
    sa.Column('key', kinds.BigVariant, nullable=False),
    sa.Column('number', kinds.BigVariant, nullable=False),
    sa.Column('again', kinds.BigVariant, autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_11.id'], name='line_11_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )
    op.create_table('line_12',
    sa.Column('key', kinds.Levels(kinds.Level), nullable=False),
    sa.Column('number', kinds.Levels(kinds.Level), nullable=False),
    sa.Column('again', kinds.Levels(kinds.Level), autoincrement=False, nullable=True),
    sa.ForeignKeyConstraint(['key'], ['key_12.id'], name='line_12_key_fkey', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'number')
    )


def downgrade():
    op.drop_table('line_12')
    op.drop_table('line_11')
    op.drop_table('line_10')
    op.drop_table('line_9')
    op.drop_table('line_8')
    op.drop_table('line_7')
    op.drop_table('line_6')
    op.drop_table('line_5')
    op.drop_table('line_4')
    op.drop_table('line_3')
    op.drop_table('line_2')
    op.drop_table('line_1')
    op.drop_table('line_0')
