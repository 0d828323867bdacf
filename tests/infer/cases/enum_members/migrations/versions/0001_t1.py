"""t1

Revision ID: 0b10dc9b45bc
Revises: 
Create Date: 2024-06-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from app import enums


# revision identifiers, used by Alembic.
revision = '0b10dc9b45bc'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('t1',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('c_enum', sa.Enum(enums.Ignored), nullable=True),
    sa.Column('c_enum_2', sa.Enum(enums.Single), nullable=True),
    sa.Column('c_enum_3', sa.Enum(enums.Hidden), nullable=True),
    sa.Column('c_enum_4', sa.Enum(enums.Flags), nullable=True),
    sa.Column('c_enum_5', sa.Enum(*enums.named(enums.Flags), name='flag_names'), nullable=True),
    sa.Column('c_enum_6', sa.Enum(enums.Comma, values_callable=lambda e: [m.value for m in e]), nullable=True),
    sa.Column('c_enum_7', sa.Enum(enums.Titled, values_callable=enums.listed), nullable=True),
    sa.Column('c_enum_8', sa.Enum(enums.Chosen, values_callable=enums.listed), nullable=True),
    sa.Column('c_enum_9', sa.Enum(enums.Described, values_callable=lambda e: e.choices()), nullable=True),
    sa.Column('c_enum_10', sa.Enum(enums.Pairs), nullable=True),
    sa.Column('c_enum_11', sa.Enum(enums.Homed), nullable=True),
    sa.Column('c_enum_12', sa.Enum(enums.Loud, name='l1', values_callable=enums.listed), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    op.drop_table('t1')
