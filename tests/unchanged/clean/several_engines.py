"""two databases

Revision ID: 5f00a1b2c3d4
Revises: 4e00a1b2c3d4
Create Date: 2023-02-03 04:05:06.070809

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5f00a1b2c3d4'
down_revision = '4e00a1b2c3d4'


def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name):
    globals()["downgrade_%s" % engine_name]()


def upgrade_engine1():
    op.add_column('t', sa.Column('a', sa.Text(), nullable=True))


def downgrade_engine1():
    op.drop_column('t', 'a')


def upgrade_engine2():
    op.create_table('u', sa.Column('id', sa.Integer(), primary_key=True))


def downgrade_engine2():
    op.drop_table('u')
