"""t2

Revision ID: c5730b74169f
Revises: 0b10dc9b45bc
Create Date: 2024-06-02 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from app import enums


# revision identifiers, used by Alembic.
revision = 'c5730b74169f'
down_revision = '0b10dc9b45bc'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t2',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('c_enum_13', sa.Enum(enums.Loud, name='l2', values_callable=enums.shown), nullable=True),
    sa.Column('c_enum_14', sa.Enum(enums.Loud, name='l3', values_callable=enums.lowered), nullable=True),
    sa.Column('c_enum_15', sa.Enum(enums.Loud, name='l4', values_callable=enums.as_tuple), nullable=True),
    sa.Column('c_enum_16', sa.Enum(*enums.some(enums.Loud), name='l5'), nullable=True),
    sa.Column('c_enum_17', sa.Enum(enums.Loud, name='l6', values_callable=enums.appended), nullable=True),
    sa.Column('c_enum_18', sa.Enum(*(str(e.value) for e in enums.Described), name='l7'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t2')
